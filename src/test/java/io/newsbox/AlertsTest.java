package io.newsbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.newsbox.fallback.FallbackStatus;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.UsePostgres;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Brings newsbox into the state of each alert, which is a test's tag, and looks at what
 * the alert looks at; and at what readiness and health say then.
 */
@UsePostgres
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertsTest {

	private Postgres postgres;

	private WholeNewsbox newsbox;

	@BeforeAll
	void start(Postgres server) {
		this.postgres = server;
		this.newsbox = new WholeNewsbox(server);
		awaitAllWell();
	}

	/** After a test that failed, too: else each one after it would. */
	@AfterEach
	void heal() throws IOException {
		this.postgres.revive();
		this.newsbox.database.execute("ALTER TABLE IF EXISTS gone RENAME TO article");
		this.newsbox.database.execute("TRUNCATE dead_letter");
		if (!this.newsbox.broker.isRunning()) {
			this.newsbox.broker.start();
		}
		this.newsbox.api.start();
		Files.copy(Path.of("routes/article.jq"), this.newsbox.routes.resolve("article.jq"),
				StandardCopyOption.REPLACE_EXISTING);
		awaitAllWell();
	}

	@AfterAll
	void stop() {
		this.newsbox.close();
	}

	@Test
	void eachAlertHasATest() throws IOException {
		Set<String> tested = Arrays.stream(AlertsTest.class.getDeclaredMethods())
			.flatMap((method) -> Arrays.stream(method.getAnnotationsByType(Tag.class)))
			.map(Tag::value)
			.collect(Collectors.toSet());
		assertThat(AlertRules.read()).extracting(AlertRules.Rule::name).containsExactlyInAnyOrderElementsOf(tested);
	}

	@Test
	@Tag("NewsboxCannotStore")
	void withoutADatabaseNothingFeedsTheTableThoughTheBrokerIsThere() throws Exception {
		this.postgres.stop();
		awaitFiring("NewsboxCannotStore");
		assertThat(this.newsbox.metric("newsbox_dead_letters")).isNaN();
		assertThat(this.newsbox.metric("newsbox_intake_alive")).isOne();
		assertThat(this.newsbox.probe("readiness")).isEqualTo(503);
		assertThat(this.newsbox.probe("liveness")).isEqualTo(200);
		assertThat(this.newsbox.health("db").path("status").asText()).isEqualTo("DOWN");
		assertThat(this.newsbox.health("db").path("details").fieldNames()).toIterable()
			.containsExactlyInAnyOrder("since", "error");
		assertThat(this.newsbox.health("feed").at("/details/error").asText())
			.isEqualTo("nothing can be stored, see db");
	}

	@Test
	@Tag("NewsboxCannotStore")
	void aHeldBatchIsSeenThoughTheDatabaseAnswers() throws Exception {
		this.newsbox.database.execute("ALTER TABLE article RENAME TO gone");
		publish(item("urn:held", Instant.now()));
		awaitFiring("NewsboxCannotStore");
		assertThat(this.newsbox.metric("newsbox_dead_letters")).isNotNaN();
		assertThat(this.newsbox.health("db").at("/details/error").asText()).contains("a batch is held",
				"relation \"article\" does not exist");
	}

	@Test
	@Tag("NewsboxIntakeDown")
	@Tag("NewsboxFallbackLong")
	@Tag("NewsboxArticleApiFails")
	@Tag("NewsboxNothingFeeds")
	void withoutABrokerTheArticleApiFeedsTheTableAndWithoutBothNothingDoes() throws Exception {
		Instant before = Instant.now();
		this.newsbox.broker.stop();
		awaitFiring("NewsboxIntakeDown");
		awaitFiring("NewsboxFallbackLong");
		await("readiness").until(() -> this.newsbox.probe("readiness") == 200);
		assertThat(this.newsbox.health("feed").at("/details/source").asText()).isEqualTo("article API");
		assertThat(firing()).doesNotContain("NewsboxNothingFeeds");
		assertThat(this.newsbox.health("fallback").path("status").asText()).isEqualTo("UP");
		assertThat(this.newsbox.health("intake").path("status").asText()).isEqualTo("DOWN");
		assertThat(this.newsbox.health().path("status").asText()).as("the whole").isEqualTo("DOWN");
		assertThat(Instant.parse(this.newsbox.health("intake").at("/details/since").asText()))
			.isAfter(before.minusSeconds(1));
		this.newsbox.api.stop();
		awaitFiring("NewsboxArticleApiFails");
		await("readiness to be down").until(() -> this.newsbox.probe("readiness") == 503);
		assertThat(firing()).contains("NewsboxNothingFeeds", "NewsboxFallbackLong");
		assertThat(this.newsbox.health("fallback").at("/details/lastError").asText())
			.containsPattern("it gives no whole answer: .* \\(since ");
		assertThat(this.newsbox.probe("liveness")).isEqualTo(200);
	}

	@Test
	@Tag("NewsboxSilence")
	void whatTheBrokerBringsIsASignOfLifeAndWhatASweepFindsIsNot() throws Exception {
		double before = items("broker");
		String item = item("urn:counted", Instant.now());
		publish(item);
		publish(item);
		await("the items").until(() -> items("broker") == before + 2);
		double swept = items("api");
		this.newsbox.api.put(item("urn:swept", Instant.now()));
		this.newsbox.bean(FallbackStatus.class).pollNow();
		await("the sweep").until(() -> items("api") > swept);
		assertThat(items("broker")).isEqualTo(before + 2);
	}

	@Test
	@Tag("NewsboxLate")
	void aLateItemIsAboveTheMinute() throws Exception {
		double withinAMinute = lagsWithin("60.0");
		double withinFive = lagsWithin("300.0");
		publish(item("urn:late:" + Instant.now(), Instant.now().minusSeconds(120)));
		await("the item").until(() -> lagsWithin("300.0") == withinFive + 1);
		assertThat(lagsWithin("60.0")).isEqualTo(withinAMinute);
	}

	@Test
	@Tag("NewsboxDeadLetters")
	void aDeadLetterIsSeen() throws Exception {
		publish("{");
		awaitFiring("NewsboxDeadLetters");
	}

	@Test
	@Tag("NewsboxRoutesRefused")
	void aRefusedEditIsSeenAndWhatRunsIsWell() throws Exception {
		Path mapping = this.newsbox.routes.resolve("article.jq");
		Files.writeString(mapping, Files.readString(mapping) + "}");
		awaitFiring("NewsboxRoutesRefused");
		assertThat(this.newsbox.health("routes").path("status").asText()).isEqualTo("UP");
		assertThat(this.newsbox.health("routes").path("details").toString()).contains("article.jq:");
	}

	@Test
	@Tag("NewsboxGone")
	@Tag("NewsboxInstanceGone")
	void whatAScrapeThatFailsIsToldByIsThereWhileAllIsWell() throws Exception {
		assertThat(AlertRules.read()).extracting(AlertRules.Rule::expression)
			.contains("absent(newsbox_intake_alive)", "up{job=\"newsbox\"} == 0");
		assertThat(this.newsbox.metric("newsbox_intake_alive")).isOne();
		assertThat(Path.of("README.md")).content().contains("- job_name: newsbox\n");
	}

	private void awaitAllWell() {
		await("all to be well").untilAsserted(() -> {
			assertThat(firing()).isEmpty();
			assertThat(this.newsbox.health().path("status").asText()).isEqualTo("UP");
			assertThat(this.newsbox.probe("readiness")).isEqualTo(200);
		});
	}

	private void awaitFiring(String alert) {
		await(alert).until(() -> firing().contains(alert));
	}

	/** The alerts that would fire if it stayed like that, of those that this can tell. */
	private List<String> firing() throws IOException {
		return AlertRules.read()
			.stream()
			.filter(AlertRules.Rule::isComparison)
			.filter((rule) -> rule.holds(this.newsbox::metric))
			.map(AlertRules.Rule::name)
			.toList();
	}

	private double items(String origin) {
		return this.newsbox.metric("newsbox_items_total", "origin=\"" + origin + "\"");
	}

	private double lagsWithin(String seconds) {
		return this.newsbox.metric("newsbox_item_lag_seconds_bucket", "origin=\"broker\"", "le=\"" + seconds + "\"");
	}

	private void publish(String body) throws Exception {
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.send(body);
		}
	}

	private static String item(String uri, Instant versionCreated) {
		return "{\"uri\":\"%s\",\"versioncreated\":\"%s\"}".formatted(uri, versionCreated);
	}

	private static ConditionFactory await(String what) {
		return Awaitility.await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
	}

}
