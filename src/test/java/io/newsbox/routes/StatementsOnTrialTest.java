package io.newsbox.routes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.newsbox.NewsboxApplication;
import io.newsbox.article.Articles;
import io.newsbox.article.DeadLetters;
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

	@BeforeAll
	void startNewsboxWithoutItsRoutes(Postgres postgres) {
		Postgres.Database database = postgres.newDatabase();
		this.newsbox = new SpringApplicationBuilder(NewsboxApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean(RoutesCommand.class,
					() -> new RoutesCommand(new String[0], System.out)))
			.run("--spring.datasource.url=" + database.url(), "--spring.datasource.username=" + database.user(),
					"--spring.datasource.password=" + database.password(), "--spring.main.lazy-initialization=true",
					"--spring.jmx.enabled=false");
		this.check = new Check(this.newsbox, FOLDER, Set.of(Articles.UPSERT, DeadLetters.RETRY, DeadLetters.REPLAY),
				this.newsbox.getBean(Articles.class)::onTrial, Check.LIMIT);
		this.news = this.newsbox.getBean(JdbcTemplate.class);
	}

	@AfterAll
	void close() {
		this.newsbox.close();
	}

	@Test
	void theStatementAsItIsIsFineAndNothingOfItsTrialStays() {
		Report report = check(this.good, AskDatabase.ALWAYS);
		assertThat(report.problems()).isEmpty();
		assertThat(report.tally()).isEqualTo(check(this.good, AskDatabase.NEVER).tally());
		assertThat(this.news.queryForList("SELECT uri FROM article")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					:?uri AS text[])) AS | :?uri AS text[]))::int::text AS | the database refuses the row of each example: ERROR: invalid input syntax
					SELECT DISTINCT ON (uri) *    | SELECT *       | the database takes each row of the examples, but not all at once: ERROR: ON CONFLICT
					> (a.version_created          | <> (a.version_created  | an older update would win:
					> (a.version_created          | < (a.version_created   | a newer update would not win:
					  WHERE (excluded             | WHERE false AND (excluded | a newer update would not win:
					FROM stored                   | FROM stored HAVING count(*) > 1000 | gives no row:
					""")
	void aStatementThatStoresBadlyIsFound(String text, String by, String problem) {
		assertThat(check(edited(BadEdit.replace(STATEMENT, text, by)), AskDatabase.IF_IT_ANSWERS).problems()).first()
			.asString()
			.startsWith(STATEMENT + ":1: " + problem);
	}

	@Test
	void rowsThatTheDatabaseRefusesDoNotCountAsStoredAndAreNamedWhenAsked() {
		Snapshot files = edited(BadEdit.replace(STATEMENT, LANGUAGE, LANGUAGE.replace("language",
				"CASE language WHEN 'ja' THEN (1 / (length(uri) - length(uri)))::text ELSE language END")));
		Report report = check(files, AskDatabase.IF_IT_ANSWERS);
		assertThat(report.problems()).isEmpty();
		assertThat(report.tally().words(check(this.good, AskDatabase.NEVER).tally()))
			.isEqualTo("of 48 examples 41 would be stored (42 before)");
		assertThat(check(files, AskDatabase.ALWAYS).problems()).singleElement()
			.asString()
			.matches(STATEMENT + ":1: the database refuses the row of urn:\\S+: ERROR: division by zero");
	}

	@Test
	void aTableThatIsLockedHoldsUpNoEdit() throws SQLException {
		try (Connection other = this.newsbox.getBean(DataSource.class).getConnection();
				var lock = other.createStatement()) {
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
	void aFilterThatLeavesNothingHasNoRowsToTry() {
		assertThat(
				check(edited(BadEdit.replace("article-store.camel.yaml", "map(select(", "map(select(false) | select(")),
						AskDatabase.ALWAYS)
					.problems())
			.isEmpty();
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
