package io.newsbox.article;

import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** A setting of the pool with which nothing would ever be committed. */
@StoreTest
@TestPropertySource(properties = "spring.datasource.hikari.auto-commit=false")
class AutoCommitTest {

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

}
