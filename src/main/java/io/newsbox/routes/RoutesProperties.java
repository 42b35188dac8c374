package io.newsbox.routes;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The route files.
 *
 * @param routesDirectory their folder
 * @param routesReload whether an edit of them takes effect while newsbox runs
 */
@ConfigurationProperties("newsbox")
public record RoutesProperties(String routesDirectory, boolean routesReload) {
}
