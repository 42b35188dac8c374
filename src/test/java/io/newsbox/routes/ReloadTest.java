package io.newsbox.routes;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.management.ObjectName;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbox.NewsboxApplication;
import io.newsbox.article.Database;
import io.newsbox.kit.NewsItems;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.RouteFiles;
import io.newsbox.kit.UsePostgres;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of an edit while newsbox runs: real route files, a real database, no
 * broker.
 */
@UsePostgres
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReloadTest {

	private static final String STORE = "article-store.camel.yaml";

	private static final String DEAD = "dead-letter.camel.yaml";

	private static final String EXTRA = """
			- route:
			    id: extra
			    description: %s
			    autoStartup: %s
			    from:
			      uri: %s
			    steps:
			""";

	private final Path folder = RouteFiles.copy("article-store", "dead-letter", "article-fallback");

	private final Snapshot good = Snapshots.of(new RouteFolder(this.folder.toString()));

	private ConfigurableApplicationContext newsbox;

	private CamelContext camel;

	private Routes routes;

	private RoutesStatus status;

	private int items;

	@BeforeAll
	void startNewsbox(Postgres postgres) {
		Postgres.Database news = postgres.newDatabase();
		this.newsbox = new SpringApplicationBuilder(NewsboxApplication.class).run("--server.port=-1",
				"--newsbox.routes-directory=" + this.folder, "--newsbox.routes-reload=false",
				"--spring.datasource.url=" + news.url(), "--spring.datasource.username=" + news.user(),
				"--spring.datasource.password=" + news.password());
		this.camel = this.newsbox.getBean(CamelContext.class);
		this.routes = this.newsbox.getBean(Routes.class);
		this.status = this.newsbox.getBean(RoutesStatus.class);
	}

	@AfterAll
	void stopNewsbox() {
		this.newsbox.close();
	}

	@BeforeEach
	void goodFiles() {
		Flaky.broken = false;
		save((files) -> {
		});
		assertThat(this.status.getLastError()).isNull();
	}

	@Test
	void onlyWhatHasChangedIsExchanged() {
		Route store = this.camel.getRoute("article-store");
		Route upsert = this.camel.getRoute("article-upsert");
		save(BadEdit.replace("article.jq", "headline: headline,", "headline: (\"new \" + headline),"));
		assertThat(this.camel.getRoute("article-store")).isNotSameAs(store);
		assertThat(this.camel.getRoute("article-upsert")).isSameAs(upsert);
		assertThat(headline()).isEqualTo("new headline");
		assertThat(this.status.getLastReloadAt()).isNotNull();
	}

	@Test
	void aCommentRestartsNothing() {
		List<Route> before = this.camel.getRoutes();
		save(BadEdit.replace(STORE, "    id: article-store", "    # a comment\n    id: article-store"));
		assertThat(this.camel.getRoutes()).isEqualTo(before);
		assertThat(this.status.getLastError()).isNull();
	}

	@Test
	void aRefusedFileIsNeverRead() throws Exception {
		save(BadEdit.replace("article.jq", "headline: headline,", "headline: headlin,"));
		assertThat(this.status.getLastError())
			.isEqualTo("article.jq:129: unknown function 'headlin': did you mean headline?");
		assertThat(this.newsbox.getBean(MeterRegistry.class).get("newsbox.routes.refused").gauge().value()).isOne();
		assertThat(this.status.health().getStatus()).isEqualTo(Status.UP);
		this.camel.getRouteController().stopRoute("article-store");
		this.camel.getRouteController().startRoute("article-store");
		assertThat(headline()).isEqualTo("headline");
		save((files) -> {
		});
		assertThat(this.status.getLastError()).isNull();
	}

	@Test
	void aStoppedRouteStaysStoppedAndOneThatWasNotStartedToo() throws Exception {
		this.camel.getRouteController().stopRoute("article-poll");
		save(BadEdit
			.replace("article-fallback.camel.yaml", "description: Reads what is due",
					"description: Reads all that is due")
			.andThen(BadEdit.replace(DEAD, "description: Sends what is parked",
					"description: Sends all that is parked")));
		assertThat(this.camel.getRouteController().getRouteStatus("article-poll").isStopped()).isTrue();
		assertThat(this.camel.getRouteController().getRouteStatus("dead-letter-replay").isStopped()).isTrue();
		this.camel.getRouteController().startRoute("article-poll");
	}

	@Test
	void filesComeAndGo() {
		save((files) -> files.put("extra.camel.yaml", extra("new", "true", "timer:extra?")));
		assertThat(this.camel.getRoute("extra")).isNull();
		assertThat(this.status.getLastError()).contains("extra.camel.yaml");
		write((files) -> files.put("extra.camel.yaml", extra("new", "false", "timer:extra")));
		assertThat(this.routes.reload()).startsWith("Reloaded extra.camel.yaml (new): added extra, in ");
		assertThat(this.camel.getRoute("extra")).isNotNull();
		write((files) -> {
		});
		assertThat(this.routes.reload()).startsWith("Reloaded extra.camel.yaml (gone): took away extra, in ");
		assertThat(this.camel.getRoute("extra")).isNull();
	}

	@Test
	void aFileThatIsMissingForItsNewNameIsNamed() throws Exception {
		Path stray = this.folder.resolve("dead-letter.yaml");
		Files.move(this.folder.resolve(DEAD), stray);
		try {
			this.routes.reload();
		}
		finally {
			Files.delete(stray);
		}
		assertThat(this.status.getLastError()).contains("which newsbox itself calls",
				"dead-letter.yaml: is not read: end its name with .camel.yaml");
	}

	@Test
	void whatAnEditDoesToTheExamplesIsSaid(CapturedOutput log) {
		write(BadEdit.replace(STORE, "== \"text\"", "== \"txt\"")
			.andThen(BadEdit.replace("article.jq", "urgency: (.urgency | urgency),", "urgency: 9,")));
		assertThat(this.routes.reload()).containsPattern(
				"; of \\d+ examples \\d+ would be stored \\(\\d+ before\\), and \\d+ expected rows differ, see --check$");
		assertThat(log.getOut()).doesNotContain("none of the");
		save(BadEdit.replace(STORE, "map(select(", "map(select(.uri == \"urn:none\") | select("));
		assertThat(log.getOut()).containsPattern("none of the \\d+ examples would be stored, as far");
		write((files) -> {
		});
		assertThat(this.routes.reload()).containsPattern("; of \\d+ examples \\d+ would be stored \\(0 before\\)$");
	}

	@Test
	void aFileOfAnotherNameIsSaidOnceWhenItComes(CapturedOutput log) throws Throwable {
		Path stray = this.folder.resolve("extra.yaml");
		try {
			watched(() -> {
				Files.writeString(stray, extra("new", "true", "timer:extra"));
				patience("it to be said").until(() -> log.getOut().contains("extra.yaml: is not read"));
				this.routes.reload();
			});
		}
		finally {
			Files.delete(stray);
		}
		assertThat(log.getOut()).containsOnlyOnce("extra.yaml: is not read");
		assertThat(this.status.getLastError()).isNull();
	}

	@Test
	void routesThatCannotBeStartedAreTakenBack() {
		save(BadEdit.replace("article.jq", "headline: headline,", "headline: (\"new \" + headline),")
			.andThen((files) -> files.put("extra.camel.yaml", extra("no consumer", "true", "jdbc:dataSource"))));
		assertThat(this.status.getLastError()).contains("cannot be started, the previous files run again");
		assertThat(this.camel.getRoute("extra")).isNull();
		assertThat(headline()).isEqualTo("headline");
		assertThat(this.status.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void healthIsDownWhenNotEvenThePreviousRoutesComeBack() {
		this.camel.addComponent("flaky", new Flaky());
		this.newsbox.getBeanFactory().registerSingleton("flaky", new Flaky());
		save((files) -> files.put("extra.camel.yaml", extra("one", "true", "flaky:x")));
		assertThat(this.status.getLastError()).isNull();
		Flaky.broken = true;
		save((files) -> files.put("extra.camel.yaml", extra("two", "true", "flaky:x")));
		assertThat(this.status.health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(this.status.getLastError()).contains("Routes are missing");
		Flaky.broken = false;
		assertThat(this.status.reload()).startsWith("Reloaded");
		assertThat(this.status.health().getStatus()).isEqualTo(Status.UP);
		assertThat(this.camel.getRouteController().getRouteStatus("extra").isStarted()).isTrue();
	}

	@Test
	void anEditWithWhichTheMappingNeverEndsIsRefusedOnceAndTheNextTakesEffect(CapturedOutput log) throws Throwable {
		watched(() -> {
			write(BadEdit.replace("article.jq", "def headline: ", "def headline: headline; def title: "));
			patience("it to be refused").until(() -> this.status.getLastError() != null);
			assertThat(this.status.getLastError()).endsWith("article.jq fails: a function calls itself for ever");
			write(BadEdit.replace("article.jq", "headline: headline,", "headline: (\"next \" + headline),"));
			patience("the next to take effect").until(() -> this.status.getLastError() == null);
		});
		assertThat(headline()).isEqualTo("next headline");
		assertThat(log.getOut()).containsOnlyOnce("An edit of the route files is refused");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			test("^(.+ ?)+a$") | the regular expression "^(.+ ?)+a$" takes more than 500 ms
			(def f: f; f)      | a function calls itself for ever
			""")
	void aFilterThatDoesNotEndWithOneItemParksItAlone(String condition, String reason) {
		save(BadEdit.replace(STORE, ".pub_status != \"usable\"",
				"(.headline // \"\" | startswith(\"slow\") and " + condition + ")"));
		assertThat(this.status.getLastError()).isNull();
		JdbcTemplate database = this.newsbox.getBean(JdbcTemplate.class);
		database.update("DELETE FROM article");
		Exchange sent = this.newsbox.getBean(ProducerTemplate.class)
			.send("direct:article-store",
					items(NewsItems.text("urn:quick:1", "headline"),
							NewsItems.text("urn:slow", "slow is what a filter may become with a text of this length!"),
							NewsItems.text("urn:quick:2", "headline")));
		assertThat(sent.getException()).isNull();
		assertThat(database.queryForList("SELECT uri FROM article ORDER BY 1", String.class))
			.containsExactly("urn:quick:1", "urn:quick:2");
		assertThat(database.queryForObject("DELETE FROM dead_letter RETURNING detail", String.class)).contains(reason);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					byline = excluded.byline | by_line = excluded.byline | article-upsert.sql:38: the database refuses it: ERROR: column "by_line"
					ON CONFLICT (uri)        | ON CONFLICT (version)     | article-upsert.sql:1: the database refuses it: ERROR: there is no unique
					AS unchanged             | AS untouched              | article-upsert.sql:1: must give columns stored and unchanged; it gives stored, untouched, lags
					""")
	void theDatabaseLooksAtTheStatementsOfAnEdit(String text, String by, String error) {
		patience("the database").until(this.newsbox.getBean(Database.class)::isUsable);
		save(BadEdit.replace("article-upsert.sql", text, by));
		assertThat(this.status.getLastError()).startsWith(error);
		assertThat(headline()).isEqualTo("headline");
	}

	@Test
	void ofSeveralStatementsOnlyTheLastHasToCount() {
		patience("the database").until(this.newsbox.getBean(Database.class)::isUsable);
		save(BadEdit.replace(STORE, """
				        - setBody:
				            constant: "resource:file:{{newsbox.routes-directory}}/article-upsert.sql"
				""", """
				        - setBody:
				            constant: SELECT FROM article WHERE origin = :?origin AND uri = 'none'
				        - to: jdbc:dataSource?useHeadersAsParameters=true
				        - setBody:
				            constant: "resource:file:{{newsbox.routes-directory}}/article-upsert.sql"
				"""));
		assertThat(this.status.getLastError()).isNull();
		assertThat(headline()).isEqualTo("headline");
	}

	@Test
	void anExampleThatCannotBeReadHoldsUpNoEdit() throws Exception {
		Path example = Files.createDirectory(this.folder.resolve("examples/folder.json"));
		try {
			save(BadEdit.replace("article.jq", "headline: headline,", "headline: (\"new \" + headline),"));
		}
		finally {
			Files.delete(example);
		}
		assertThat(headline()).isEqualTo("new headline");
	}

	@Test
	void aStatementThatGivesNoRowIsNamedWhileItsBatchIsHeld() {
		save((files) -> files.put("article-upsert.sql",
				"SELECT 1 AS stored, 0 AS unchanged WHERE 'urn:held' <> ALL (CAST(:?uri AS text[]))"));
		assertThat(this.status.getLastError()).isNull();
		var unused = this.newsbox.getBean(ProducerTemplate.class)
			.asyncSend("direct:article-store", items(NewsItems.text("urn:held", "headline")));
		patience("the reason").until(() -> this.newsbox.getBean(Database.class)
			.health()
			.getDetails()
			.toString()
			.contains(
					"route article-upsert must end with the row that article-upsert.sql returns, with columns stored and unchanged"));
		save((files) -> {
		});
		assertThat(headline()).isEqualTo("headline");
	}

	@Test
	void anEditThatWasRefusedForAnExampleTakesEffectWhenThatIsCorrected() throws Throwable {
		Path example = this.folder.resolve("examples/v1-text.json");
		String text = Files.readString(example);
		try {
			watched(() -> {
				write(BadEdit.replace("article.jq", "headline: headline,",
						"headline: (if .slugline == \"night-trains\" then error(\"a bad example\") else \"next headline\" end),"));
				patience("it to be refused").until(() -> this.status.getLastError() != null);
				Files.writeString(example, text.replace("night-trains", "trains"));
				patience("it to take effect").until(() -> this.status.getLastError() == null);
			});
		}
		finally {
			Files.writeString(example, text);
		}
		assertThat(headline()).isEqualTo("next headline");
	}

	@Test
	void anExampleWithWhichTheNextStartWouldFailIsRefusedAtOnce() throws Throwable {
		Path item = this.folder.resolve("examples/batch.json");
		Path row = this.folder.resolve("examples/batch.expected.json");
		try {
			watched(() -> {
				Files.writeString(item, "[{}]");
				Files.writeString(row, "{}");
				patience("it to be refused").until(() -> this.status.getLastError() != null);
				assertThat(this.status.getLastError()).startsWith("examples/batch.json: article.jq fails: ");
				assertThat(this.status.reload()).startsWith("Refused");
				Files.delete(item);
				Files.delete(row);
				patience("all to be well").until(() -> this.status.getLastError() == null);
			});
		}
		finally {
			Files.deleteIfExists(item);
			Files.deleteIfExists(row);
		}
	}

	@Test
	void aHundredRandomEditsDoWhatTheySayAndLeaveNothingBehind() throws Exception {
		long seed = Long.getLong("newsbox.seed", System.nanoTime());
		System.out.println("Edits: -Dnewsbox.seed=" + seed);
		Random random = new Random(seed);
		edit(10, random);
		Size before = Size.now();
		edit(100, random);
		Size after = Size.now();
		System.out.printf("100 edits: %s -> %s%n", before, after);
		assertThat(after.mbeans).as("MBeans").isEqualTo(before.mbeans);
		// some may still be on their way out
		await("threads").atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(Size.now().threads).isLessThanOrEqualTo(before.threads + 5));
		assertThat(after.heap - before.heap).as("bytes of heap").isLessThan(20_000_000);
	}

	/** At the end the good files are there again. */
	private void edit(int times, Random random) {
		List<BadEdit> bad = BadEdit.all().filter((edit) -> changes(edit.change())).toList();
		String expected = "headline";
		for (int i = 0; i < times; i++) {
			if (random.nextBoolean()) {
				BadEdit edit = bad.get(random.nextInt(bad.size()));
				save(edit.change());
				assertThat(this.status.getLastError()).as("edit %d: %s", i, edit).isNotNull();
			}
			else {
				expected = i + " headline";
				save(goodEdit(i, random));
				assertThat(this.status.getLastError()).as("edit %d", i).isNull();
			}
			assertThat(headline()).as("edit %d", i).isEqualTo(expected);
		}
		save((files) -> {
		});
	}

	private static Consumer<SortedMap<String, String>> goodEdit(int number, Random random) {
		Consumer<SortedMap<String, String>> edit = BadEdit.replace("article.jq", "headline: headline,",
				"headline: (\"%d \" + headline),".formatted(number));
		return switch (random.nextInt(4)) {
			case 0 ->
				edit.andThen((files) -> files.put("extra.camel.yaml", extra("edit " + number, "false", "timer:extra")));
			case 1 -> edit.andThen(BadEdit.replace(DEAD, "description: Parks", "description: " + number + " Parks"));
			case 2 -> edit.andThen(
					BadEdit.replace(STORE, "redeliveryDelay: \"200\"", "redeliveryDelay: \"" + (200 + number) + "\""));
			default -> edit;
		};
	}

	private boolean changes(Consumer<SortedMap<String, String>> change) {
		SortedMap<String, String> files = new TreeMap<>(this.good.files());
		try {
			change.accept(files);
		}
		catch (NullPointerException ex) {
			// a file that is not here
			return false;
		}
		return !files.equals(this.good.files());
	}

	private static String extra(String description, String autoStartup, String uri) {
		return EXTRA.formatted(description, autoStartup, uri)
			.replace("    steps:\n", "      steps:\n        - to: direct:article-store\n");
	}

	/** Saves the good files with a change, and lets newsbox look at them. */
	private void save(Consumer<SortedMap<String, String>> change) {
		write(change);
		this.routes.reload();
	}

	private void write(Consumer<SortedMap<String, String>> change) {
		Snapshots.save(this.folder, this.good, change);
	}

	private static ConditionFactory patience(String what) {
		return await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
	}

	/** What the routes that run make of an item. */
	private String headline() {
		String uri = "urn:reload:" + this.items++;
		Exchange sent = this.newsbox.getBean(ProducerTemplate.class)
			.send("direct:article-store", items(NewsItems.text(uri, "headline")));
		assertThat(sent.getException()).isNull();
		return this.newsbox.getBean(JdbcTemplate.class)
			.queryForObject("SELECT headline FROM article WHERE uri = ?", String.class, uri);
	}

	private static Processor items(String... items) {
		return (exchange) -> {
			exchange.setVariable("origin", "broker");
			exchange.getMessage()
				.setBody(Stream.of(items).map((item) -> item.getBytes(StandardCharsets.UTF_8)).toList());
		};
	}

	/** As it is done while newsbox runs. */
	private void watched(ThrowingRunnable edits) throws Throwable {
		RouteWatch watch = new RouteWatch(new RouteFolder(this.folder.toString()), this.routes::reload);
		watch.start();
		try {
			edits.run();
		}
		finally {
			watch.close();
		}
	}

	private record Size(int threads, int mbeans, long heap) {

		static Size now() throws Exception {
			for (int i = 0; i < 5; i++) {
				System.gc();
			}
			return new Size(ManagementFactory.getThreadMXBean().getThreadCount(),
					ManagementFactory.getPlatformMBeanServer()
						.queryNames(new ObjectName("org.apache.camel:*"), null)
						.size(),
					ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}

	}

	/** A component whose consumers start only while nothing is broken. */
	private static final class Flaky extends DefaultComponent {

		private static volatile boolean broken;

		@Override
		protected Endpoint createEndpoint(String uri, String remaining, java.util.Map<String, Object> parameters) {
			return new DefaultEndpoint(uri, this) {
				@Override
				public Producer createProducer() {
					throw new UnsupportedOperationException();
				}

				@Override
				public org.apache.camel.Consumer createConsumer(Processor processor) {
					return new DefaultConsumer(this, processor) {
						@Override
						protected void doStart() throws Exception {
							super.doStart();
							if (broken) {
								throw new IllegalStateException("broken");
							}
						}
					};
				}
			};
		}

	}

}
