package io.newsbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.newsbox.intake.IntakeStatus;
import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.Ports;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * All changes of files that the README proposes, made at once: each shows itself by what
 * none of the others does. Where a broker is needed, see {@link CookbookIT}.
 */
@UsePostgres
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CookbookTest {

	private final ArticleApi api = new ArticleApi();

	private ConfigurableApplicationContext newsbox;

	private JdbcTemplate database;

	@BeforeAll
	void startWithAllChanges(Postgres postgres, @TempDir Path routes) throws IOException {
		Cookbook.apply(Cookbook.changes().stream().filter((change) -> change.file() != null).toList(), routes);
		this.api.start();
		put("urn:german", "\"type\":\"text\",\"language\":\"de\",\"copyrightholder\":\"Die Agentur\"");
		put("urn:english", "\"type\":\"text\",\"language\":\"en\"");
		put("urn:english-kill", "\"type\":\"text\",\"language\":\"en\",\"pubstatus\":\"canceled\"");
		put("urn:sports", "\"type\":\"text\",\"language\":\"de\",\"subject\":[{\"code\":\"medtop:15000000\"}]");
		put("urn:sports3",
				"\"type\":\"text\",\"language\":\"de\",\"subjects\":[{\"uri\":\"http://cv.iptc.org/newscodes/mediatopic/15000000\"}]");
		put("urn:politics", "\"type\":\"text\",\"language\":\"de\",\"subject\":[{\"code\":\"medtop:11000000\"}]");
		put("urn:picture", "\"type\":\"picture\",\"language\":\"de\"");
		put("urn:video", "\"type\":\"video\",\"language\":\"de\"");
		Postgres.Database news = postgres.newDatabase();
		this.newsbox = new SpringApplicationBuilder(NewsboxApplication.class).run("--server.port=-1",
				"--spring.jmx.enabled=false", "--spring.rabbitmq.host=127.0.0.1",
				"--spring.rabbitmq.port=" + Ports.free(), "--spring.datasource.url=" + news.url(),
				"--spring.datasource.username=" + news.user(), "--spring.datasource.password=" + news.password(),
				"--newsbox.routes-directory=" + routes, "--newsbox.fallback.article-api-url=" + this.api.url(),
				"--newsbox.fallback.probe-interval=200ms");
		this.database = this.newsbox.getBean(JdbcTemplate.class);
		// all were on one page, and so in one batch
		await("the articles").atMost(Duration.ofSeconds(60)).until(() -> articles().contains("urn:german"));
	}

	@AfterAll
	void stop() {
		this.newsbox.close();
		this.api.close();
	}

	@Test
	void thereAreTenChanges() throws IOException {
		assertThat(Cookbook.changes()).hasSize(10);
	}

	@Test
	void onlyGermanArticlesAreKeptAndKillsOfAnyLanguage() {
		assertThat(articles()).contains("urn:german", "urn:english-kill").doesNotContain("urn:english");
	}

	@Test
	void sportsIsDropped() {
		assertThat(articles()).contains("urn:politics").doesNotContain("urn:sports", "urn:sports3");
	}

	@Test
	void picturesAreKeptToo() {
		assertThat(articles()).contains("urn:picture").doesNotContain("urn:video");
	}

	@Test
	void aColumnIsFilledFromAnotherField() {
		assertThat(this.database.queryForObject("SELECT byline FROM article WHERE uri = 'urn:german'", String.class))
			.isEqualTo("Die Agentur");
	}

	@Test
	void theCircuitBreakerOpensAtTheFifthProbe(CapturedOutput output) {
		await("the circuit breaker").atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(output.getAll())
				.containsPattern("Nothing comes from the broker since .* \\(5 tries"));
	}

	@Test
	void theArticleApiIsAskedForLess() {
		assertThat(this.api.requests()).isNotEmpty()
			.allSatisfy((request) -> assertThat(request.parameters()).containsEntry("language", "de"));
	}

	@Test
	void theBrokerIsLeftAlone() {
		assertThat(this.newsbox.getBean(CamelContext.class).getRouteController().getRouteStatus("article-intake"))
			.isEqualTo(ServiceStatus.Stopped);
		await("the state").atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(this.newsbox.getBean(IntakeStatus.class).health().getDetails())
				.containsEntry("error", "the consuming route is stopped"));
	}

	private void put(String uri, String fields) {
		this.api.put("{\"uri\":\"%s\",\"versioncreated\":\"2026-01-31T10:15:00Z\",%s}".formatted(uri, fields));
	}

	private List<String> articles() {
		return this.database.queryForList("SELECT uri FROM article", String.class);
	}

}
