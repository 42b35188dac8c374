package io.newsbox.routes;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the route files are.
 *
 * @param routesDirectory their folder
 * @param routesReload whether an edit of them takes effect while newsbox runs
 */
@ConfigurationProperties("newsbox")
public record RoutesProperties(String routesDirectory, boolean routesReload) {
}
