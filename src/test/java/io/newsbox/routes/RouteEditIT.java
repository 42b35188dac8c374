package io.newsbox.routes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

import io.newsbox.kit.Postgres;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;
import io.newsbox.kit.RunningNewsbox;
import io.newsbox.kit.SteadyFlow;
import io.newsbox.kit.UsePostgres;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Operations edit route files while 100 items a second flow: newsbox.jar as they run it.
 */
@RealRabbit
@UsePostgres
class RouteEditIT {

	private static final String INTAKE = "article-intake.camel.yaml";

	private static final String STORE = "article-store.camel.yaml";

	private final Path directory;

	private final Postgres postgres;

	private final RunningNewsbox newsbox;

	private Snapshot good;

	RouteEditIT(RabbitNode node, Postgres postgres, @TempDir Path directory) {
		this.directory = directory;
		this.postgres = postgres;
		this.newsbox = new RunningNewsbox(node, postgres, directory);
		this.newsbox.process.withProjectRoutes()
			// until it lets go of a batch that a step holds
			.with("camel.component.spring-rabbitmq.shutdown-timeout", 3000);
	}

	@BeforeEach
	void start() {
		this.good = Snapshots.of(new RouteFolder(routes().toString()));
		this.newsbox.start();
	}

	@AfterEach
	void stop() {
		this.newsbox.close();
		this.postgres.revive();
	}

	@Test
	void editsGoodAndBadWhileItemsFlow() throws Exception {
		SteadyFlow flow = new SteadyFlow(this.newsbox::publisher).start();
		try (flow) {
			patience("items to flow").until(() -> this.newsbox.articles() > 100);
			for (BadEdit edit : BadEdit.all().filter(RouteEditIT::isOneOfItsKind).toList()) {
				save(edit.change());
				patience(edit + " to be refused: " + edit.lines()[0])
					.until(() -> this.newsbox.process.log().contains(edit.lines()[0]));
				assertThat(this.newsbox.process.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
			}
			patience("the metric").until(() -> this.newsbox.process.get("/actuator/prometheus")
				.body()
				.contains("newsbox_routes_refused 1.0"));
			edit(BadEdit.replace("article.jq", "headline: headline,", "headline: (\"new \" + headline),"),
					"exchanged article-store,");
			patience("the new mapping").until(() -> this.newsbox.database
				.queryForObject("SELECT count(*) FROM article WHERE headline LIKE 'new %'", Long.class) > 0);
			edit(BadEdit.replace("article-upsert.sql", "-- Upserts", "-- It upserts"),
					"exchanged article-store, article-upsert");
			edit(BadEdit.replace(INTAKE, "routing-key}})\"", "routing-key}},more)\""), "article-intake");
			edit(BadEdit.replace(INTAKE, "description: Consumes", "description: It consumes"), "article-intake");
			assertThat(this.newsbox.process.log()).contains("Queue " + this.newsbox.queue + " stays bound to exchange "
					+ this.newsbox.exchange + " with routing key 'more', too");
			edit(BadEdit.replace(INTAKE, "description: Consumes", "description: She consumes")
				.andThen(BadEdit.replace(STORE, "backOffMultiplier: 2", "backOffMultiplier: 3"))
				.andThen(BadEdit.replace("article.jq", "# One news item", "# A news item")), "article-intake");
		}
		this.newsbox.awaitArticles(flow.sent(), Duration.ofSeconds(60));
		this.newsbox.awaitEmptyQueue();
		assertThat(this.newsbox.database.queryForObject("SELECT count(*) FROM dead_letter", Long.class)).isZero();
		edit(BadEdit.replace(INTAKE, "{{newsbox.intake.group}})", "{{newsbox.intake.group}}.next)"), "article-intake");
		this.newsbox.process.awaitLog("No route reads queue " + this.newsbox.queue + " any more");
		edit((files) -> {
		}, "article-intake");
		await("both consumers").atMost(Duration.ofSeconds(60))
			.until(() -> this.newsbox.node.consumers(this.newsbox.queue) == RunningNewsbox.CONSUMERS);
		double longest = this.newsbox.database.queryForObject("""
				SELECT extract(epoch FROM max(gap)) FROM (
				  SELECT updated_at - lag(updated_at) OVER (ORDER BY updated_at) AS gap FROM article) AS gaps""",
				Double.class);
		System.out.printf("%d items through %d edits, longest pause %.2f s, of the publisher %.2f s%n", flow.sent(),
				4 + BadEdit.all().filter(RouteEditIT::isOneOfItsKind).count(), longest, flow.longestPause());
		assertThat(longest - flow.longestPause()).as("the goal is 2 s").isLessThan(5);
	}

	@Test
	void anEditDuringAnOutageOfTheDatabaseTakesEffectAndNothingIsLost() throws Exception {
		SteadyFlow flow = new SteadyFlow(this.newsbox::publisher).start();
		try (flow) {
			patience("items to flow").until(() -> this.newsbox.articles() > 100);
			this.postgres.stop();
			this.newsbox.process.awaitLog("Cannot store since");
			edit(BadEdit.replace("article.jq", "headline: headline,", "headline: (\"new \" + headline),"), "exchanged");
			edit(BadEdit.replace("article-upsert.sql", "newest AS (", "newest AS ( "), "exchanged");
			this.postgres.start();
			patience("items to flow again").ignoreExceptions().until(() -> this.newsbox.articles() > 200);
		}
		this.newsbox.awaitArticles(flow.sent(), Duration.ofSeconds(60));
		this.newsbox.awaitEmptyQueue();
		assertThat(this.newsbox.database.queryForObject("SELECT count(*) FROM dead_letter", Long.class)).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "article-upsert, 3600000, setHeader:\\n            name: CamelJdbcParameters",
			"article-store, 3000, bean:\\n            id: store" })
	void aStepThatHoldsBatchesIsLetGoOfOnceItIsTakenBack(String route, int millis, String before) throws Exception {
		String next = "        - " + before.replace("\\n", "\n");
		edit(BadEdit.replace(STORE, next, "        - delay:\n            constant: " + millis + "\n" + next),
				"exchanged " + route);
		SteadyFlow flow = new SteadyFlow(this.newsbox::publisher).start();
		try (flow) {
			patience("a batch for each consumer").until(() -> flow.sent() > 100);
			edit((files) -> {
			}, "exchanged " + route);
			patience("items to flow again").until(() -> this.newsbox.articles() > 200);
		}
		this.newsbox.awaitArticles(flow.sent(), Duration.ofSeconds(60));
		this.newsbox.awaitEmptyQueue();
	}

	/** Enough of them to have each kind, and not so many that it takes minutes. */
	private static boolean isOneOfItsKind(BadEdit edit) {
		return List
			.of("broken YAML", "a step", "component", "option", "method", "setting", "setting as expression", "simple",
					"jq function", "jq fails", "missing sql", "sql parameter", "duplicate route", "file name",
					"nobody calls", "async", "prefetch", "cut", "a log that fails")
			.contains(edit.name());
	}

	private void edit(Consumer<SortedMap<String, String>> change, String routes) {
		int before = this.newsbox.process.log().length();
		long saved = System.nanoTime();
		save(change);
		patience("an edit to take effect: " + routes).until(() -> {
			String log = this.newsbox.process.log().substring(before);
			return log.contains("Reloaded ") && log.contains(routes);
		});
		System.out.printf("In effect %.2f s after it was saved%n", (System.nanoTime() - saved) / 1e9);
	}

	/** Saves the good files with a change. */
	private void save(Consumer<SortedMap<String, String>> change) {
		Snapshots.save(routes(), this.good, change);
	}

	private Path routes() {
		return this.directory.resolve("routes");
	}

	private static ConditionFactory patience(String what) {
		return await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
	}

}
