package io.newsbox.article;

import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
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

}
