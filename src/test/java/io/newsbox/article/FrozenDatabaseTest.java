package io.newsbox.article;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.newsbox.kit.NewsItems;
import io.newsbox.kit.Postgres;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Connections stay open, and nobody answers. By default that is noticed after 20 s. */
@StoreTest
@TestPropertySource(properties = "spring.datasource.hikari.data-source-properties.socketTimeout=3")
class FrozenDatabaseTest {

	@AfterEach
	void revive(Postgres postgres) {
		postgres.revive();
	}

	@Test
	void thePoolsSocketsAreThoseThatBoundAWrite(@Autowired DataSource pool) throws SQLException {
		assertThat(pool.unwrap(HikariDataSource.class).getDataSourceProperties()).containsEntry("socketFactory",
				BoundedSockets.class.getName());
	}

	@Test
	void theBatchIsHeldUntilTheDatabaseAnswersAgain(Postgres postgres, @Autowired ProducerTemplate routes,
			@Autowired Outage outage, @Autowired JdbcTemplate database) throws Exception {
		postgres.freeze();
		CompletableFuture<Void> held = CompletableFuture
			.runAsync(() -> routes.send("direct:article-store", (exchange) -> {
				exchange.setVariable("origin", "broker");
				exchange.getMessage().setBody(List.of(NewsItems.text("urn:held"), "{"));
			}));
		await("the batch to be held").atMost(Duration.ofSeconds(60)).until(() -> outage.held() != null);
		assertThat(held).isNotDone();
		postgres.thaw();
		held.get(60, TimeUnit.SECONDS);
		assertThat(database.queryForObject("SELECT count(*) FROM article", Long.class)).isOne();
		assertThat(database.queryForObject("SELECT count(*) FROM dead_letter", Long.class)).isOne();
	}

}
