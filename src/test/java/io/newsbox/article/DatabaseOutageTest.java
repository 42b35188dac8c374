package io.newsbox.article;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.newsbox.kit.NewsItems;
import io.newsbox.kit.Postgres;
import org.apache.camel.ProducerTemplate;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@StoreTest
@ExtendWith(OutputCaptureExtension.class)
class DatabaseOutageTest {

	private static final int OUTAGE_SECONDS = 7;

	@Autowired
	private ProducerTemplate routes;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private Outage outage;

	@Autowired
	private Database health;

	@BeforeEach
	void emptyTables() {
		this.database.execute("TRUNCATE article, dead_letter");
	}

	@AfterEach
	void revive(Postgres postgres) {
		postgres.revive();
	}

	@Test
	void aStoppedDatabaseHoldsTheBatchQuietlyUntilItIsBack(Postgres postgres, CapturedOutput output) throws Exception {
		assertHeld(postgres::stop, postgres::start, output);
	}

	@Test
	void aMissingTableIsNoFaultOfTheItems(CapturedOutput output) throws Exception {
		assertHeld(() -> this.database.execute("ALTER TABLE article RENAME TO gone"),
				() -> this.database.execute("ALTER TABLE gone RENAME TO article"), output);
	}

	@Test
	void whatCannotBeParkedIsHeldLikeAllElse(CapturedOutput output) throws Exception {
		assertHeld(() -> this.database.execute("ALTER TABLE dead_letter ADD CONSTRAINT none CHECK (false)"),
				() -> this.database.execute("ALTER TABLE dead_letter DROP CONSTRAINT none"), output);
	}

	@Test
	void aMigrationMayTakeLongerThanAnIdleSessionAndTheOldVersionRunsOnItsResult(@Autowired Flyway flyway,
			@TempDir Path folder) throws Exception {
		Files.writeString(folder.resolve("V1000__slow.sql"), "SELECT pg_sleep(7)");
		assertThat(Flyway.configure()
			.configuration(flyway.getConfiguration())
			.locations("classpath:db/migration", "filesystem:" + folder)
			.load()
			.migrate().migrationsExecuted).isOne();
		assertThat(flyway.migrate().migrationsExecuted).isZero();
	}

	@Test
	void sessionsThatMayOnlyReadAreReplacedOnceTheDatabaseCanBeWrittenAgain(
			@Value("${spring.datasource.url}") String url, @Value("${spring.datasource.username}") String user,
			@Value("${spring.datasource.password}") String password, CapturedOutput output) throws Exception {
		String name = this.database.queryForObject("SELECT current_database()", String.class);
		JdbcTemplate outside = new JdbcTemplate(
				new SingleConnectionDataSource(DriverManager.getConnection(url, user, password), true));
		assertHeld(() -> {
			outside.execute("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
			outside.queryForList("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
					+ " WHERE datname = current_database() AND pid <> pg_backend_pid()");
		}, () -> outside.execute("ALTER DATABASE " + name + " RESET default_transaction_read_only"), output);
	}

	@Test
	void itIsTheServerThatGivesUpAStatementWhichWaitsForALockSoThatNoneIsLeftBehind(
			@Value("${spring.datasource.url}") String url, @Value("${spring.datasource.username}") String user,
			@Value("${spring.datasource.password}") String password) throws Exception {
		CompletableFuture<Void> held;
		try (Connection outside = DriverManager.getConnection(url, user, password);
				Statement statement = outside.createStatement()) {
			outside.setAutoCommit(false);
			statement.execute("LOCK TABLE article");
			held = send(NewsItems.text("urn:held"));
			await("the batch to be held").atMost(Duration.ofSeconds(60)).until(() -> this.outage.held() != null);
			assertThat(this.outage.held()).asString().contains("lock timeout");
		}
		held.get(60, TimeUnit.SECONDS);
		assertThat(this.database.queryForObject("SELECT count(*) FROM article", Long.class)).isOne();
	}

	@Test
	void aBatchThatTakesTooLongBecomesSmaller() throws Exception {
		String name = this.database.queryForObject("SELECT current_database()", String.class);
		HikariPoolMXBean pool = this.dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean();
		assertThat(this.database.queryForObject("SHOW statement_timeout", String.class)).isEqualTo("18s");
		this.database.execute(
				"""
						CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END $$;
						CREATE TRIGGER slow BEFORE INSERT ON article FOR EACH ROW EXECUTE FUNCTION slow()""");
		try {
			this.database.execute("ALTER DATABASE " + name + " SET statement_timeout = '1s'");
			// new sessions have it
			pool.softEvictConnections();
			assertThat(this.database.queryForObject("SHOW statement_timeout", String.class)).isEqualTo("1s");
			send(IntStream.range(0, 10).mapToObj((i) -> NewsItems.text("urn:" + i)).toArray(String[]::new)).get(30,
					TimeUnit.SECONDS);
		}
		finally {
			this.database.execute("ALTER DATABASE " + name + " RESET statement_timeout");
			pool.softEvictConnections();
			this.database.execute("DROP FUNCTION slow() CASCADE");
		}
		assertThat(this.database.queryForObject("SELECT count(*) FROM article", Long.class)).isEqualTo(10);
	}

	@Test
	void anOutageWhileParkingIsOverOnceAllIsParked(Postgres postgres) throws Exception {
		postgres.stop();
		CompletableFuture<Void> held = send("{");
		await("the dead letter to be held").atMost(Duration.ofSeconds(60)).until(() -> this.outage.held() != null);
		postgres.start();
		held.get(60, TimeUnit.SECONDS);
		assertThat(this.outage.held()).isNull();
	}

	@Test
	void aHeldBatchIsNotForgottenWhileOthersAreStored() throws Exception {
		this.database.execute("""
				CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
				$$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = 'disk_full'; END $$;
				CREATE TRIGGER full_disk BEFORE INSERT ON article FOR EACH ROW WHEN (NEW.uri = 'urn:held')
				EXECUTE FUNCTION full_disk()""");
		CompletableFuture<Void> held = send(NewsItems.text("urn:held"));
		await("the batch to be held").atMost(Duration.ofSeconds(60)).until(() -> this.outage.held() != null);
		send(NewsItems.text("urn:other")).get(60, TimeUnit.SECONDS);
		send("{").get(60, TimeUnit.SECONDS);
		assertThat(this.outage.held()).isNotNull();
		this.database.execute("DROP FUNCTION full_disk CASCADE");
		held.get(60, TimeUnit.SECONDS);
		assertThat(this.outage.held()).isNull();
	}

	private CompletableFuture<Void> send(String... items) {
		return CompletableFuture.runAsync(() -> this.routes.send("direct:article-store", (exchange) -> {
			exchange.setVariable("origin", "broker");
			exchange.getMessage().setBody(List.of(items));
		}));
	}

	private void assertHeld(Runnable fault, Runnable cure, CapturedOutput output) throws Exception {
		fault.run();
		long linesBefore = output.getAll().lines().count();
		CompletableFuture<Void> held = send(NewsItems.text("urn:held"), "{");
		await("what is held").during(Duration.ofSeconds(OUTAGE_SECONDS))
			.atMost(Duration.ofSeconds(OUTAGE_SECONDS + 5))
			.until(() -> !held.isDone());
		assertThat(output.getAll().lines().skip(linesBefore)).as("log lines in %d s", OUTAGE_SECONDS)
			.hasSizeLessThanOrEqualTo(5);
		Instant cured = Instant.now();
		cure.run();
		long back = System.nanoTime();
		held.get(60, TimeUnit.SECONDS);
		System.out.println("Resumed after " + Duration.ofNanos(System.nanoTime() - back).toMillis() + " ms");
		assertThat(this.database.queryForObject("SELECT count(*) FROM article", Long.class)).isOne();
		assertThat(this.database.queryForObject("SELECT count(*) FROM dead_letter", Long.class)).isOne();
		await("the health to know").atMost(Duration.ofSeconds(60)).until(this.health::isUsable);
		assertThat(Instant.parse(this.health.health().getDetails().get("since").toString()))
			.isAfterOrEqualTo(cured.truncatedTo(ChronoUnit.SECONDS));
	}

}
