package io.newsbox.routes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.newsbox.NewsboxApplication;
import io.newsbox.article.Articles;
import io.newsbox.article.DeadLetters;
import io.newsbox.article.SchemaMigration;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a real database says of statements that it executes with the rows of the examples.
 */
@UsePostgres
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementsOnTrialTest {

	private static final RouteFolder FOLDER = new RouteFolder("routes");

	private static final String STATEMENT = "article-upsert.sql";

	private static final String LANGUAGE = "  SELECT uri, version, version_created, pub_status, type, language,";

	private final Snapshot good = Snapshots.of(FOLDER);

	private ConfigurableApplicationContext newsbox;

	private Check check;

	private JdbcTemplate news;

	private Postgres.Database database;

	@BeforeAll
	void startNewsboxWithoutItsRoutes(Postgres postgres) {
		this.database = postgres.newDatabase();
		this.newsbox = new SpringApplicationBuilder(NewsboxApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean(RoutesCommand.class,
					() -> new RoutesCommand(new String[0], System.out)))
			.run("--spring.datasource.url=" + this.database.url(),
					"--spring.datasource.username=" + this.database.user(),
					"--spring.datasource.password=" + this.database.password(),
					"--spring.main.lazy-initialization=true", "--spring.jmx.enabled=false");
		this.check = new Check(this.newsbox, FOLDER, Set.of(Articles.UPSERT, DeadLetters.RETRY, DeadLetters.REPLAY),
				this.newsbox.getBean(Articles.class)::onTrial, Check.LIMIT);
		this.newsbox.getBean(SchemaMigration.class).await();
		this.news = this.newsbox.getBean(JdbcTemplate.class);
	}

	@AfterAll
	void close() {
		this.newsbox.close();
	}

	@Test
	void theStatementAsItIsIsFineAndNothingOfItsTrialStays() throws SQLException {
		Report report = check(this.good, AskDatabase.ALWAYS);
		assertThat(report.problems()).isEmpty();
		assertThat(report.tally()).isEqualTo(check(this.good, AskDatabase.NEVER).tally());
		assertThat(this.news.queryForList("SELECT uri FROM article")).isEmpty();
		try (Connection used = pool().getConnection()) {
			assertThat(used.getAutoCommit()).isTrue();
			assertThat(new JdbcTemplate(new SingleConnectionDataSource(used, true))
				.queryForObject("SHOW statement_timeout", String.class)).isEqualTo("18s");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					:?uri AS text[])) AS          | :?uri AS text[]))::int::text AS | the database refuses each row of the examples, first urn:
					CAST(:?uri AS text[])) - count(*) AS | CAST(:?uri AS text[])) - count(pg_read_file('/none')) AS | the database refuses it: ERROR:
					FROM stored                   | FROM stored HAVING count(*) > 1000 | gives no row:
					""")
	void aStatementThatStoresNothingIsRefused(String text, String by, String problem) {
		Report report = check(edited(BadEdit.replace(STATEMENT, text, by)), AskDatabase.IF_IT_ANSWERS);
		assertThat(report.problems()).singleElement().asString().startsWith(STATEMENT + ":1: " + problem);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					SELECT DISTINCT ON (uri) *    | SELECT *                  | the database takes each row of the examples, but not all at once: ERROR: ON CONFLICT
					> (a.version_created          | <> (a.version_created     | the same rows from the year 1900 count as stored: does an older update win?
					  WHERE (excluded             | WHERE false AND (excluded | the same rows from the year 2900 do not count as stored: does a newer update win?
					""")
	void aStatementThatMayNotBeMeantSoIsNoted(String text, String by, String note) {
		Report report = check(edited(BadEdit.replace(STATEMENT, text, by)), AskDatabase.IF_IT_ANSWERS);
		assertThat(report.problems()).isEmpty();
		assertThat(this.check.warnings(report)).singleElement().asString().startsWith(STATEMENT + ": " + note);
		assertThat(report.lines()).last().asString().startsWith(STATEMENT + ": " + note);
	}

	@Test
	void rowsThatTheDatabaseRefusesAreCounted() {
		Report report = check(
				edited(BadEdit.replace(STATEMENT, LANGUAGE, LANGUAGE.replace("language",
						"CASE language WHEN 'ja' THEN (1 / (length(uri) - length(uri)))::text ELSE language END"))),
				AskDatabase.ALWAYS);
		assertThat(report.problems()).isEmpty();
		assertThat(report.tally().notes()).singleElement()
			.asString()
			.matches(STATEMENT
					+ ": the database refuses 1 of the rows of the examples, first urn:\\S+: ERROR: division by zero");
	}

	@Test
	void aTableThatTakesNoneOfTheExamplesHoldsUpNoEdit() {
		this.news.execute("ALTER TABLE article ADD CONSTRAINT young CHECK (version_created > '2200-01-01')");
		try {
			Report report = check(this.good, AskDatabase.IF_IT_ANSWERS);
			assertThat(report.problems()).isEmpty();
			assertThat(report.tally().notes()).singleElement()
				.asString()
				.contains("refuses 42 of the rows of the examples", "violates check constraint");
		}
		finally {
			this.news.execute("ALTER TABLE article DROP CONSTRAINT young");
		}
	}

	@Test
	void whatTheDatabaseSaysIsKeptWhereThePoolClosesTheConnectionForIt() {
		Snapshot files = edited((texts) -> texts.computeIfPresent(STATEMENT,
				(name, text) -> "SELECT * FROM (\n" + text + "\n) AS counts"));
		for (AskDatabase asked : List.of(AskDatabase.IF_IT_ANSWERS, AskDatabase.ALWAYS)) {
			assertThat(check(files, asked).problems()).singleElement()
				.asString()
				.matches(STATEMENT
						+ ":\\d+: the database refuses it: .* data-modifying statement must be at the top level");
		}
	}

	@Test
	void severalRoutesMaySendTheSameStatement() {
		Report report = check(edited((files) -> files.computeIfPresent("article-store.camel.yaml", (name, text) -> {
			String end = "              outputType: SelectOne\n";
			String upsert = text.substring(text.lastIndexOf("        - setHeader:"), text.indexOf(end)) + end;
			return text.replace(upsert, """
					        - choice:
					            when:
					              - simple: "${variable.origin} == 'api'"
					                steps:
					                  - to: direct:upsert-api
					            otherwise:
					              steps:
					                - to: direct:upsert-broker
					""") + Stream.of("api", "broker")
				.map((origin) -> """
						- route:
						    id: upsert-%s
						    routeConfigurationId: hold-in-outage
						    from:
						      uri: direct:upsert-%1$s
						      steps:
						%s""".formatted(origin, upsert.replace("id: upsert", "id: to-" + origin)))
				.collect(Collectors.joining());
		})), AskDatabase.ALWAYS);
		assertThat(report.problems()).isEmpty();
		assertThat(report.tally().notes()).isEmpty();
	}

	@Test
	void aStandbyLooksAtTheStatementsAndExecutesNone() {
		readOnly("on");
		try {
			assertThat(check(this.good, AskDatabase.ALWAYS).problems()).isEmpty();
		}
		finally {
			readOnly("off");
		}
	}

	private void readOnly(String value) {
		JdbcTemplate other = new JdbcTemplate(new SingleConnectionDataSource(this.database.url(), this.database.user(),
				this.database.password(), true));
		other.execute("SET default_transaction_read_only = off");
		other.execute("ALTER DATABASE " + other.queryForObject("SELECT quote_ident(current_database())", String.class)
				+ " SET default_transaction_read_only = " + value);
		pool().getHikariPoolMXBean().softEvictConnections();
	}

	@Test
	void aTableThatIsLockedHoldsUpNoEdit() throws SQLException {
		try (Connection other = this.database.dataSource().getConnection(); var lock = other.createStatement()) {
			lock.execute("BEGIN; LOCK TABLE article IN ACCESS EXCLUSIVE MODE");
			assertThat(check(this.good, AskDatabase.IF_IT_ANSWERS).problems()).isEmpty();
			assertThat(check(this.good, AskDatabase.ALWAYS).problems()).singleElement()
				.asString()
				.startsWith("spring.datasource.url: the database, which is to look at the statements, does not:"
						+ " PSQLException: ERROR: canceling statement due to lock timeout");
			lock.execute("ROLLBACK");
		}
	}

	@Test
	void aSlowDatabaseHoldsUpNoEdit() {
		this.news.execute(
				"""
						CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
						'BEGIN IF NEW.uri LIKE ''http%'' THEN RAISE EXCEPTION ''no''; END IF; PERFORM pg_sleep(0.05); RETURN NEW; END';
						CREATE TRIGGER slow BEFORE INSERT ON article FOR EACH ROW EXECUTE FUNCTION slow()""");
		try {
			Report report = check(this.good, AskDatabase.IF_IT_ANSWERS);
			assertThat(report.problems()).isEmpty();
			assertThat(report.tally().notes()).isEmpty();
		}
		finally {
			this.news.execute("DROP FUNCTION slow CASCADE");
		}
	}

	@Test
	void aFilterThatLeavesNothingHasNoRowsToTry() {
		assertThat(
				check(edited(BadEdit.replace("article-store.camel.yaml", "map(select(", "map(select(false) | select(")),
						AskDatabase.ALWAYS)
					.problems())
			.isEmpty();
	}

	private HikariDataSource pool() {
		try {
			return this.newsbox.getBean(DataSource.class).unwrap(HikariDataSource.class);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Snapshot edited(Consumer<SortedMap<String, String>> edit) {
		SortedMap<String, String> files = new TreeMap<>(this.good.files());
		edit.accept(files);
		assertThat(files).isNotEqualTo(this.good.files());
		return new Snapshot(files);
	}

	private Report check(Snapshot files, AskDatabase database) {
		return this.check.check(files, database);
	}

}
