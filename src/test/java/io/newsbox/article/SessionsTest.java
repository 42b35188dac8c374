package io.newsbox.article;

import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Settings of the pool with which nothing would be committed, or bounded. */
@StoreTest
@TestPropertySource(properties = { "spring.datasource.hikari.auto-commit=false",
		"spring.datasource.hikari.connection-init-sql=SET application_name = 'desk'" })
class SessionsTest {

	@Test
	void whatIsStoredAndParkedIsCommittedAllTheSame(@Autowired ProducerTemplate routes,
			@Autowired JdbcTemplate database) {
		routes.send("direct:article-store", (exchange) -> {
			exchange.setVariable("origin", "broker");
			exchange.getMessage().setBody("[{\"uri\":\"urn:a\",\"versioncreated\":\"2026-01-31T10:15:00Z\"}, {}]");
		});
		assertThat(database.queryForObject("SELECT count(*) FROM article", Long.class)).isOne();
		assertThat(database.queryForObject("SELECT count(*) FROM dead_letter", Long.class)).isOne();
	}

	@Test
	void aStatementOfTheOperatorComesAfterTheBounds(@Autowired JdbcTemplate database) {
		assertThat(database.queryForObject("SHOW application_name", String.class)).isEqualTo("desk");
		assertThat(database.queryForObject("SHOW lock_timeout", String.class)).isEqualTo("15s");
		assertThat(database.queryForObject("SHOW idle_in_transaction_session_timeout", String.class)).isEqualTo("5s");
	}

	/**
	 * Longer than newsbox waits for an answer, the server would be left with the
	 * statement.
	 */
	@ParameterizedTest
	@CsvSource({ "60s, 18s", "900ms, 900ms" })
	void ofTwoBoundsForAStatementTheShorterCounts(String own, String counts, @Autowired JdbcTemplate database,
			@Autowired DataSource pool) throws SQLException {
		String name = database.queryForObject("SELECT current_database()", String.class);
		database.execute("ALTER DATABASE " + name + " SET statement_timeout = '" + own + "'");
		pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
		assertThat(database.queryForObject("SHOW statement_timeout", String.class)).isEqualTo(counts);
	}

	@Test
	void theServerEndsAStatementBeforeItsAnswerIsGivenUp(
			@Value("${spring.datasource.hikari.data-source-properties.socketTimeout}") long seconds) {
		assertThat(Duration.ofSeconds(seconds)).isGreaterThan(Sessions.LONGEST_STATEMENT);
	}

}
