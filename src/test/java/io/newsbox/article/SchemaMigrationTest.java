package io.newsbox.article;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@UsePostgres
class SchemaMigrationTest {

	private final JdbcClient jdbc;

	private final Postgres.Database news;

	private @Nullable String location;

	private Database database;

	private SchemaMigration schema;

	SchemaMigrationTest(Postgres postgres) {
		this.news = postgres.newDatabase();
		this.jdbc = JdbcClient.create(this.news.dataSource());
	}

	@AfterEach
	void close() {
		this.schema.close();
		this.database.close();
	}

	@Test
	void theHealthSaysWhyThereAreNoTablesUntilThereAre() {
		this.jdbc.sql("REVOKE CREATE ON SCHEMA public FROM pg_database_owner").update();
		start(new SchemaMigration());
		awaitHealth(Status.DOWN, "no schema: ERROR: permission denied for schema public");
		this.jdbc.sql("GRANT CREATE ON SCHEMA public TO pg_database_owner").update();
		awaitHealth(Status.UP, "{since=");
	}

	@Test
	void tablesThatSomebodyElseMadeMayDo() {
		this.jdbc.sql("CREATE TABLE dead_letter (replayed_at timestamptz)").update();
		start(new SchemaMigration());
		awaitHealth(Status.UP, "is not brought up to date: ERROR: relation \"dead_letter\" already exists");
	}

	@Test
	void tablesOfOthersAreNotInTheWay() {
		this.jdbc.sql("CREATE TABLE story (id bigint)").update();
		start(new SchemaMigration());
		awaitHealth(Status.UP, "{since=");
		assertThat(this.jdbc.sql("SELECT count(*) FROM article").query(Long.class).single()).isZero();
	}

	@Test
	void aMigrationMayTakeLongerThanABatch(@TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve("V1__long.sql"), """
				SELECT pg_sleep(3);
				CREATE TABLE dead_letter (replayed_at timestamptz);
				""");
		this.location = "filesystem:" + directory;
		start(new SchemaMigration());
		awaitHealth(Status.UP, "{since=");
		assertThat(this.jdbc.sql("SELECT count(*) FROM flyway_schema_history WHERE success").query(Long.class).single())
			.isOne();
	}

	@Test
	void oneThatIsUnderWayWhenNewsboxStopsMayEnd(@TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve("V1__slow.sql"), "SELECT pg_sleep(1); CREATE TABLE slow (id bigint)");
		this.location = "filesystem:" + directory;
		start(new SchemaMigration());
		this.schema.close();
		assertThat(this.jdbc.sql("SELECT count(*) FROM slow").query(Long.class).single()).isZero();
	}

	@Test
	void afterTheEndThereIsNoOtherAttempt() {
		this.jdbc.sql("REVOKE CREATE ON SCHEMA public FROM pg_database_owner").update();
		Set<Thread> others = Set.copyOf(Thread.getAllStackTraces().keySet());
		start(new SchemaMigration());
		awaitHealth(Status.DOWN, "no schema: ERROR: permission denied for schema public");
		List<Thread> attempts = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("schema-migration") && !others.contains(thread))
			.toList();
		assertThat(attempts).hasSize(1);
		this.schema.close();
		assertThat(attempts.get(0).isAlive()).isFalse();
	}

	@Test
	void theTablesOfANewDatabaseAreMadeBeforeTheFirstLook() {
		start(new SchemaMigration(Duration.ofMinutes(1)));
		await("the first look").atMost(Duration.ofSeconds(60))
			.until(() -> !this.database.health().getDetails().containsValue("not asked yet"));
		assertThat(this.database.health().getStatus()).isEqualTo(Status.UP);
	}

	private void start(SchemaMigration schema) {
		this.schema = schema;
		Clock clock = Clock.systemUTC();
		this.database = new Database(this.jdbc, schema, new Outage(clock), clock, new SimpleMeterRegistry());
		schema.migrate(flyway(schema));
		this.database.start();
	}

	/** As it is set up in application.yaml, with a connection that is less patient. */
	private Flyway flyway(SchemaMigration schema) {
		return Flyway.configure()
			.dataSource(this.news.url() + "?socketTimeout=2&options=-c%20statement_timeout=2s", this.news.user(),
					this.news.password())
			.locations((this.location != null) ? this.location : "classpath:db/migration")
			.baselineOnMigrate(true)
			.baselineVersion("0")
			.callbacks(schema)
			.configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
			.load();
	}

	private void awaitHealth(Status status, String details) {
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			Health health = this.database.health();
			assertThat(health.getStatus()).isEqualTo(status);
			assertThat(health.getDetails().toString()).contains(details);
		});
	}

}
