package io.newsbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.QpidBroker;
import io.newsbox.kit.RouteFiles;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.SystemHealth;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * newsbox as it is, in this JVM, with a broker, a database and an article API that tests
 * may stop and start.
 */
final class WholeNewsbox implements AutoCloseable {

	final QpidBroker broker = new QpidBroker();

	final ArticleApi api = new ArticleApi().start();

	final JdbcTemplate database;

	/** Where the route files are, to be edited. */
	final Path routes = RouteFiles.copy("article-intake", "article-store", "article-fallback", "dead-letter");

	private final ConfigurableApplicationContext context;

	private final String port;

	WholeNewsbox(Postgres postgres) {
		this.broker.start();
		Postgres.Database news = postgres.newDatabase();
		this.database = new JdbcTemplate(news.dataSource());
		this.context = new SpringApplicationBuilder(NewsboxApplication.class, OwnMBeanServer.class).run(
				"--server.port=0", "--spring.rabbitmq.host=127.0.0.1", "--spring.rabbitmq.port=" + this.broker.port(),
				"--spring.datasource.url=" + news.url(), "--spring.datasource.username=" + news.user(),
				"--spring.datasource.password=" + news.password(), "--newsbox.routes-directory=" + this.routes,
				"--newsbox.fallback.article-api-url=" + this.api.url(), "--newsbox.fallback.probe-interval=100ms",
				"--newsbox.fallback.poll-interval=300ms");
		this.port = this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	String scrape() {
		return bean(PrometheusMeterRegistry.class).scrape();
	}

	/** Sum of all series of a metric that have these labels. */
	double metric(String name, String... labels) {
		return Pattern.compile("(?m)^" + name + "(\\{.*})? (\\S+)$")
			.matcher(scrape())
			.results()
			.filter((line) -> List.of(labels).stream().allMatch(String.valueOf(line.group(1))::contains))
			.map((MatchResult line) -> Double.valueOf(line.group(2)))
			.reduce(Double::sum)
			.orElseThrow(() -> new AssertionError("no " + name + " " + List.of(labels) + " in the scrape"));
	}

	/** What stands under {@code /actuator/health}. */
	SystemHealth health() {
		return (SystemHealth) bean(HealthEndpoint.class).health();
	}

	Health health(String component) {
		return (Health) health().getComponents().get(component);
	}

	/** Status code of {@code /actuator/health/<group>}; 200 is UP, 503 is DOWN. */
	int probe(String group) throws IOException, InterruptedException {
		URI uri = URI.create("http://127.0.0.1:" + this.port + "/actuator/health/" + group);
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
			.statusCode();
	}

	Publisher publisher() throws Exception {
		return new Publisher(this.broker.connectionFactory(), "news", "newsbox.update");
	}

	@Override
	public void close() {
		this.context.close();
		this.api.close();
		this.broker.close();
	}

	/** Another newsbox in this JVM may have registered its MBeans at the platform's. */
	@TestConfiguration(proxyBeanMethods = false)
	static class OwnMBeanServer {

		@Bean
		MBeanServer mbeanServer() {
			return MBeanServerFactory.newMBeanServer();
		}

	}

}
