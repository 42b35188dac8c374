package io.newsbox.article;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@StoreTest
class DeadLetterReplayTest {

	@Autowired
	private ProducerTemplate routes;

	@Autowired
	private CamelContext camel;

	@Autowired
	private JdbcTemplate database;

	@Test
	void aReplayStoresWhatCanBeStoredNowAndKeepsTheRestEachTimeItIsStarted() throws Exception {
		this.database.execute("ALTER TABLE article ADD CONSTRAINT no_sports CHECK (headline <> 'Sports')");
		Message timed = MessageBuilder
			.withBody("{\"uri\":\"urn:timed\",\"headline\":\"Sports\"}".getBytes(StandardCharsets.UTF_8))
			.setTimestamp(Date.from(Instant.parse("2026-01-31T10:15:00Z")))
			.build();
		this.routes.send("direct:article-store", (exchange) -> {
			exchange.setVariable("origin", "api");
			exchange.getMessage()
				.setBody(List.of(NewsItems.text("urn:1", "2026-01-31T10:15:00Z", 1, "usable", "Sports"), timed, "{"));
		});
		assertThat(parked()).hasSize(3);
		assertThat(this.camel.getRouteController().getRouteStatus("dead-letter-replay"))
			.isEqualTo(ServiceStatus.Stopped);

		replay();
		assertThat(parked()).hasSize(3).allSatisfy((row) -> assertThat(row).containsEntry("attempts", 2));

		this.database.execute("ALTER TABLE article DROP CONSTRAINT no_sports");
		replay();
		assertThat(parked()).singleElement().satisfies((row) -> assertThat(row).containsEntry("attempts", 3));
		assertThat(this.database.queryForList("SELECT uri, origin FROM article ORDER BY uri"))
			.containsExactly(Map.of("uri", "urn:1", "origin", "api"), Map.of("uri", "urn:timed", "origin", "api"));
	}

	private List<Map<String, Object>> parked() {
		return this.database.queryForList("SELECT * FROM dead_letter WHERE replayed_at IS NULL");
	}

	private void replay() throws Exception {
		this.camel.getRouteController().startRoute("dead-letter-replay");
		await("the replay to end").atMost(Duration.ofSeconds(20))
			.until(() -> this.camel.getRouteController().getRouteStatus("dead-letter-replay") == ServiceStatus.Stopped);
	}

}
