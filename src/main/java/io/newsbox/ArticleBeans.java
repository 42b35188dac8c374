package io.newsbox;

import java.time.Clock;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbox.article.ArticleJq;
import io.newsbox.article.ArticleProperties;
import io.newsbox.article.Articles;
import io.newsbox.article.BoundedJq;
import io.newsbox.article.DataFault;
import io.newsbox.article.Database;
import io.newsbox.article.DeadLetters;
import io.newsbox.article.KnownParameters;
import io.newsbox.article.Outage;
import io.newsbox.article.Replay;
import io.newsbox.article.SchemaMigration;
import io.newsbox.article.Sessions;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The beans that read, map and store articles, and park what cannot be stored.
 */
@Configuration(proxyBeanMethods = false)
class ArticleBeans {

	// so that it is closed before the pool is
	@Bean(destroyMethod = "close")
	@DependsOn("dataSource")
	SchemaMigration schemaMigration() {
		return new SchemaMigration();
	}

	/**
	 * What Spring Boot's pool gets: bounds for its sessions, and a memory of how many
	 * parameters a statement has. A pool of our own would not learn the address from
	 * {@code JdbcConnectionDetails}.
	 */
	@Bean
	static BeanPostProcessor pools() {
		return new BeanPostProcessor() {
			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				if (bean instanceof HikariDataSource pool) {
					Sessions.bound(pool);
				}
				return (bean instanceof DataSource pool) ? new KnownParameters(pool) : bean;
			}
		};
	}

	/** A language belongs to one context, and others are made to check edits. */
	@Bean("article-jq")
	@Scope(BeanDefinition.SCOPE_PROTOTYPE)
	ArticleJq articleJq() {
		return new ArticleJq();
	}

	@Bean("jq")
	@Scope(BeanDefinition.SCOPE_PROTOTYPE)
	BoundedJq jq() {
		return new BoundedJq();
	}

	@Bean
	Articles articles(ArticleProperties properties, ProducerTemplate routes, MeterRegistry meters) {
		return new Articles(properties, routes, meters);
	}

	/** In place of Spring Boot's, which would ask the database at each request. */
	@Bean(initMethod = "start", destroyMethod = "close")
	Database dbHealthIndicator(JdbcClient jdbc, SchemaMigration schema, Outage outage, Clock clock,
			MeterRegistry meters) {
		return new Database(jdbc, schema, outage, clock, meters);
	}

	@Bean
	Replay replay(JdbcClient jdbc, Outage outage) {
		return new Replay(jdbc, outage);
	}

	@Bean
	DeadLetters deadLetters(JdbcClient jdbc, Database database, Replay replay, CamelContext camel,
			ProducerTemplate routes) {
		return new DeadLetters(jdbc, database, replay, camel, routes);
	}

	@Bean
	DataFault dataFault() {
		return new DataFault();
	}

	@Bean
	Outage outage(Clock clock) {
		return new Outage(clock);
	}

}
