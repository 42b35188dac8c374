package io.newsbox;

import java.time.Clock;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbox.article.Articles;
import io.newsbox.article.Database;
import io.newsbox.article.DeadLetters;
import io.newsbox.article.SchemaMigration;
import io.newsbox.routes.Routes;
import io.newsbox.routes.RoutesCommand;
import io.newsbox.routes.RoutesProperties;
import io.newsbox.routes.RoutesStatus;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The beans that check, load and reload the route files.
 */
@Configuration(proxyBeanMethods = false)
class RoutesBeans {

	@Bean(destroyMethod = "close")
	Routes routes(ApplicationContext application, CamelContext camel, RoutesProperties properties, Clock clock,
			Articles articles, ObjectProvider<Database> database) {
		// not made before an edit asks for it: the commands have no use for a look at the
		// database
		return new Routes(application, camel, properties, clock,
				Set.of(Articles.UPSERT, DeadLetters.RETRY, DeadLetters.REPLAY), articles::onTrial,
				() -> database.getObject().isUsable());
	}

	/**
	 * The route files are loaded here, and nowhere else: application.yaml turns Camel's
	 * own way off.
	 */
	@Bean
	@ConditionalOnMissingBean(RoutesCommand.class)
	CamelContextConfiguration routesAtStart(Routes routes, SchemaMigration schema) {
		return new CamelContextConfiguration() {
			@Override
			public void beforeApplicationStart(CamelContext camel) {
				routes.load();
				schema.await();
			}

			@Override
			public void afterApplicationStart(CamelContext camel) {
				routes.watch();
			}
		};
	}

	@Bean
	RoutesStatus routesHealthIndicator(Routes routes, MeterRegistry meters) {
		return new RoutesStatus(routes, meters);
	}

}
