package io.newsbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.newsbox.intake.Intake;
import io.newsbox.kit.NewsItems;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The changes that the README proposes and that concern the broker. */
@RealRabbit
@UsePostgres
class CookbookIT {

	private final RabbitNode node;

	private final Postgres postgres;

	@TempDir
	private Path routes;

	private ConfigurableApplicationContext newsbox;

	CookbookIT(RabbitNode node, Postgres postgres) {
		this.node = node;
		this.postgres = postgres;
	}

	@AfterEach
	void stop() {
		this.newsbox.close();
	}

	@Test
	void aTopicExchangeAndAQuorumQueue() throws Exception {
		start(List.of(), Cookbook.change("listen to another exchange, here one of type topic"),
				Cookbook.change("have a quorum queue"));
		assertThat(this.node.ctl("list_queues", "name", "type")).containsPattern("wire\\.newsbox-quorum\\s+quorum");
		for (String key : List.of("text.politics.eu", "alert.flash", "sports.results", "alert.flash.late")) {
			try (Publisher publisher = new Publisher(this.node.connectionFactory(), "wire", key)) {
				publisher.send(NewsItems.text(key));
				assertThat(publisher.returned()).as("returned of " + key)
					.isEqualTo((key.startsWith("text.") || key.equals("alert.flash")) ? 0 : 1);
			}
		}
		awaitArticles("alert.flash", "text.politics.eu");
	}

	@Test
	void aHeadersExchange() throws Exception {
		start(List.of("--newsbox.intake.exchange=by-headers"),
				Cookbook.change("bind by headers instead of routing keys"));
		try (Publisher publisher = new Publisher(this.node.connectionFactory(), "by-headers", "")) {
			for (String language : List.of("de", "en")) {
				publisher.send(NewsItems.text(language).getBytes(StandardCharsets.UTF_8), Map.of("language", language));
			}
			assertThat(publisher.returned()).isOne();
		}
		awaitArticles("de");
	}

	private void start(List<String> more, Cookbook.Change... changes) throws IOException {
		Postgres.Database news = this.postgres.newDatabase();
		List<String> settings = new ArrayList<>(List.of("--server.port=-1", "--spring.rabbitmq.host=127.0.0.1",
				"--spring.rabbitmq.port=" + this.node.port(), "--spring.datasource.url=" + news.url(),
				"--spring.datasource.username=" + news.user(), "--spring.datasource.password=" + news.password(),
				"--newsbox.routes-directory=" + this.routes));
		settings.addAll(more);
		settings.addAll(Cookbook.apply(List.of(changes), this.routes));
		this.newsbox = new SpringApplicationBuilder(NewsboxApplication.class).run(settings.toArray(String[]::new));
		await("the subscription").atMost(Duration.ofSeconds(60))
			.until(() -> this.newsbox.getBean(Intake.class).isAlive());
	}

	private void awaitArticles(String... uris) {
		await("articles " + List.of(uris)).atMost(Duration.ofSeconds(30))
			.until(() -> this.newsbox.getBean(JdbcTemplate.class)
				.queryForList("SELECT uri FROM article ORDER BY uri", String.class), List.of(uris)::equals);
	}

}
