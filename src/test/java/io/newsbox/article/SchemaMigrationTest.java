package io.newsbox.article;

import java.time.Clock;
import java.time.Duration;

import javax.sql.DataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@UsePostgres
class SchemaMigrationTest {

	private final JdbcClient jdbc;

	private final Flyway flyway;

	private Database database;

	SchemaMigrationTest(Postgres postgres) {
		DataSource source = postgres.newDatabase().dataSource();
		this.jdbc = JdbcClient.create(source);
		this.flyway = Flyway.configure().dataSource(source).load();
	}

	@AfterEach
	void close() {
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
		awaitHealth(Status.UP, "is not brought up to date: Found non-empty schema");
	}

	@Test
	void theTablesOfANewDatabaseAreMadeBeforeTheFirstLook() {
		start(new SchemaMigration(Duration.ofMinutes(1)));
		await().until(() -> !this.database.health().getDetails().containsValue("not asked yet"));
		assertThat(this.database.health().getStatus()).isEqualTo(Status.UP);
	}

	private void start(SchemaMigration schema) {
		Clock clock = Clock.systemUTC();
		this.database = new Database(this.jdbc, schema, new Outage(clock), clock, new SimpleMeterRegistry());
		schema.migrate(this.flyway);
		this.database.start();
	}

	private void awaitHealth(Status status, String details) {
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			Health health = this.database.health();
			assertThat(health.getStatus()).isEqualTo(status);
			assertThat(health.getDetails().toString()).contains(details);
		});
	}

}
