package io.newsbox.article;

import java.time.Clock;
import java.time.Duration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@UsePostgres
class SchemaMigrationTest {

	@Test
	void theHealthSaysWhyThereAreNoTablesUntilThereAre(Postgres postgres) {
		var source = postgres.newDatabase().dataSource();
		JdbcClient jdbc = JdbcClient.create(source);
		jdbc.sql("REVOKE CREATE ON SCHEMA public FROM pg_database_owner").update();
		SchemaMigration schema = new SchemaMigration();
		Clock clock = Clock.systemUTC();
		Database database = new Database(jdbc, schema, new Outage(clock), clock, new SimpleMeterRegistry());
		schema.migrate(Flyway.configure().dataSource(source).load());
		database.start();
		try {
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(database.health().getDetails().get("error")).asString()
					.contains("no schema: ", "permission denied for schema public"));
			jdbc.sql("GRANT CREATE ON SCHEMA public TO pg_database_owner").update();
			await().atMost(Duration.ofSeconds(20)).until(() -> database.health().getStatus().equals(Status.UP));
		}
		finally {
			database.close();
		}
	}

}
