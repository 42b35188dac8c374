package io.newsbox.article;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import io.newsbox.NewsboxApplication;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.RouteFiles;
import io.newsbox.kit.UsePostgres;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of everything behind {@code direct:article-store}: the route files as they are,
 * on a real database of the class's own, without a broker.
 */
@Retention(RetentionPolicy.RUNTIME)
@UsePostgres
@CamelSpringBootTest
@SpringBootTest(classes = NewsboxApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@ContextConfiguration(initializers = StoreTest.OwnDatabase.class)
@DirtiesContext
@interface StoreTest {

	class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			Postgres.Database database = Postgres.shared().newDatabase();
			org.springframework.boot.test.util.TestPropertyValues
				.of("server.port=-1", "spring.datasource.url=" + database.url(),
						"spring.datasource.username=" + database.user(),
						"spring.datasource.password=" + database.password(),
						// Camel's test support starts no context yet, so no trial
						"newsbox.routes-directory=" + RouteFiles.copyWithoutExamples("article-store", "dead-letter"))
				.applyTo(context);
		}

	}

}
