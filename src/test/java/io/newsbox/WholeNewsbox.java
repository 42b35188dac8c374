package io.newsbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.QpidBroker;
import io.newsbox.kit.RouteFiles;

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

	private static final String PASSWORD = "of-the-viewer";

	final QpidBroker broker = new QpidBroker();

	final ArticleApi api = new ArticleApi().start();

	final JdbcTemplate database;

	/** Where the route files are, to be edited. */
	final Path routes = RouteFiles.copy("article-intake", "article-store", "article-fallback", "dead-letter");

	private final HttpClient http = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private final String port;

	WholeNewsbox(Postgres postgres) {
		this.broker.start();
		Postgres.Database news = postgres.newDatabase();
		this.database = new JdbcTemplate(news.dataSource());
		this.context = new SpringApplicationBuilder(NewsboxApplication.class, OwnMBeanServer.class).run(
				"--server.port=0", "--newsbox.console.viewer-password=" + PASSWORD, "--spring.rabbitmq.host=127.0.0.1",
				"--spring.rabbitmq.port=" + this.broker.port(), "--spring.datasource.url=" + news.url(),
				"--spring.datasource.username=" + news.user(), "--spring.datasource.password=" + news.password(),
				"--newsbox.routes-directory=" + this.routes, "--newsbox.fallback.article-api-url=" + this.api.url(),
				"--newsbox.fallback.probe-interval=100ms", "--newsbox.fallback.poll-interval=300ms");
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
	JsonNode health() throws IOException, InterruptedException {
		String login = Base64.getEncoder().encodeToString(("viewer:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
		return new ObjectMapper().readTree(get("", "Authorization", "Basic " + login).body());
	}

	/** What it says of a component: a status, and details. */
	JsonNode health(String component) throws IOException, InterruptedException {
		return health().path("components").path(component);
	}

	/** Status code of {@code /actuator/health/<group>}; 200 is UP, 503 is DOWN. */
	int probe(String group) throws IOException, InterruptedException {
		return get("/" + group).statusCode();
	}

	private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/actuator/health" + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
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
