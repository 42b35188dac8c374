package io.newsbox.kit;

import java.net.ConnectException;
import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@UsePostgres
class PostgresTest {

	private final Postgres postgres;

	PostgresTest(Postgres postgres) {
		this.postgres = postgres;
	}

	@BeforeEach
	void revive() {
		this.postgres.revive();
	}

	@Test
	void everySessionIsInAnOddTimeZoneAndNoSuperuser() {
		JdbcClient jdbc = JdbcClient.create(this.postgres.newDatabase().dataSource());

		assertThat(query(jdbc, "SHOW timezone")).isEqualTo(Postgres.TIME_ZONE);
		assertThat(query(jdbc, "SHOW is_superuser")).isEqualTo("off");
		assertThat(query(jdbc, "SELECT count(*)::text FROM pg_tables WHERE schemaname = 'public'")).isEqualTo("0");
	}

	@Test
	void aRestartKeepsPortAndData() {
		Postgres.Database database = this.postgres.newDatabase();
		JdbcClient jdbc = JdbcClient.create(database.dataSource());
		jdbc.sql("CREATE TABLE kept AS SELECT 'news' AS what").update();

		this.postgres.stop();
		assertThatException().isThrownBy(() -> query(jdbc, "SELECT what FROM kept"))
			.withRootCauseInstanceOf(ConnectException.class);
		this.postgres.start();

		assertThat(query(jdbc, "SELECT what FROM kept")).isEqualTo("news");
	}

	@Test
	void aFrozenServerIsSilentUntilItIsThawed() throws SQLException {
		Postgres.Database database = this.postgres.newDatabase();
		JdbcClient impatient = JdbcClient
			.create(new Postgres.Database(database.url() + "?connectTimeout=1&socketTimeout=1&loginTimeout=1",
					database.user(), database.password())
				.dataSource());
		try (var connection = database.dataSource().getConnection()) {
			this.postgres.freeze();
			assertThatException().isThrownBy(() -> query(impatient, "SELECT 'news'"));
			this.postgres.thaw();
			assertThat(connection.isValid((int) Duration.ofSeconds(5).toSeconds())).isTrue();
		}
	}

	private static String query(JdbcClient jdbc, String sql) {
		return jdbc.sql(sql).query(String.class).single();
	}

}
