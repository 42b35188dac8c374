package io.newsbox.article;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.newsbox.kit.NewsItems;
import io.newsbox.kit.Postgres;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@StoreTest
class DeadLetterReplayTest {

	@Autowired
	private ProducerTemplate routes;

	@Autowired
	private CamelContext camel;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private DeadLetters deadLetters;

	@Autowired
	private Outage outage;

	@BeforeEach
	void emptyTables() {
		this.database.execute("TRUNCATE article, dead_letter RESTART IDENTITY");
	}

	@AfterEach
	void awaitEnd(Postgres postgres) throws Exception {
		postgres.revive();
		this.camel.getRouteController().stopRoute("dead-letter-replay");
		awaitReplayed();
	}

	@Test
	void aReplayStoresWhatCanBeStoredNowAndKeepsTheRestEachTimeItIsStarted() throws Exception {
		refuseSports();
		Message timed = MessageBuilder
			.withBody("{\"uri\":\"urn:timed\",\"headline\":\"Sports\"}".getBytes(StandardCharsets.UTF_8))
			.setTimestamp(Date.from(Instant.parse("2026-01-31T10:15:00Z")))
			.setAppId("desk 7")
			.build();
		Message inMilliseconds = MessageBuilder.withBody("{\"uri\":\"urn:x\"}".getBytes(StandardCharsets.UTF_8))
			.setTimestamp(Date.from(Instant.ofEpochSecond(1764064800000L)))
			.build();
		park(NewsItems.text("urn:1", "2026-01-31T10:15:00Z", 1, "usable", "Sports"), timed, inMilliseconds);
		assertThat(parked()).hasSize(3);
		assertThat(this.camel.getRouteController().getRouteStatus("dead-letter-replay"))
			.isEqualTo(ServiceStatus.Stopped);

		replay();
		assertThat(parked()).hasSize(3).allSatisfy((row) -> assertThat(row).containsEntry("attempts", 2));
		assertThat(this.database.queryForList(
				"SELECT headers ->> 'app_id' FROM dead_letter WHERE headers ->> 'app_id' IS NOT NULL", String.class))
			.containsExactly("desk 7");

		allowSports();
		replay();
		assertThat(parked()).singleElement().satisfies((row) -> assertThat(row).containsEntry("attempts", 3));
		assertThat(this.database.queryForList("SELECT uri, origin FROM article ORDER BY uri"))
			.containsExactly(Map.of("uri", "urn:1", "origin", "api"), Map.of("uri", "urn:timed", "origin", "api"));
	}

	@Test
	void ofTheSameBodyTheLatestTimestampCounts() throws Exception {
		refuseSports();
		byte[] kill = "{\"uri\":\"urn:1\",\"pubstatus\":\"canceled\",\"headline\":\"Sports\"}"
			.getBytes(StandardCharsets.UTF_8);
		park(MessageBuilder.withBody(kill).setTimestamp(Date.from(Instant.parse("2026-01-31T10:15:00Z"))).build());
		park(MessageBuilder.withBody(kill).setTimestamp(Date.from(Instant.parse("2026-01-31T12:15:00Z"))).build());
		replay();
		allowSports();
		park(NewsItems.text("urn:1", "2026-01-31T11:15:00Z", 1, "usable", "Sports"));
		replay();
		assertThat(parked()).isEmpty();
		assertThat(this.database.queryForObject("SELECT pub_status FROM article", String.class)).isEqualTo("canceled");
	}

	@Test
	void deadLettersAreListedPageByPageWithTheStartOfTheirBody() {
		byte[] latin = "{\"headline\":\"caf\u00e9 \"".getBytes(StandardCharsets.ISO_8859_1);
		Message packed = MessageBuilder.withBody(new byte[] { 1, 2, 3 }).setContentEncoding("gzip").build();
		park(latin, packed, "{\"a\":\n\"" + "\uc11c".repeat(500));
		assertThat(this.deadLetters.list()).hasSize(3)
			.satisfiesExactly(
					(line) -> assertThat(line).containsEntry("id", 1L)
						.containsEntry("origin", "api")
						.containsEntry("attempts", 1)
						.containsEntry("reason", "Not UTF-8")
						.containsEntry("detail", "at byte 16")
						.containsEntry("bytes", 19)
						.containsEntry("start", "{\"headline\":\"caf\ufffd \"")
						.hasEntrySatisfying("time",
								(time) -> assertThat(Instant.parse(time.toString()))
									.isBetween(Instant.now().minusSeconds(60), Instant.now())),
					(line) -> assertThat(line).containsEntry("start", "(gzip)").containsEntry("bytes", 3),
					(line) -> assertThat(line).containsEntry("start", "{\"a\": \"" + "\uc11c".repeat(64)));
		assertThat(this.deadLetters.list(1, 1)).singleElement()
			.satisfies((line) -> assertThat(line).containsEntry("id", 2L));
		assertThat(this.deadLetters.list(3, 1)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> this.deadLetters.list(0, 1001))
			.withMessage("limit is 1001; it must be 1 to 1000");
	}

	@Test
	void oneDeadLetterIsReplayedOrDiscarded() throws Exception {
		refuseSports();
		park(NewsItems.text("urn:1", "2026-01-31T10:15:00Z", 1, "usable", "Sports"), "{");
		await("the count").atMost(Duration.ofSeconds(30))
			.until(() -> Long.valueOf(2).equals(this.deadLetters.getCount()));
		assertThat(this.deadLetters.replay(1)).startsWith("Failed again, attempt 2: The database refuses it: ");
		assertThat(this.deadLetters.replay(2)).startsWith("Failed again, attempt 2: Not readable as JSON: ");
		allowSports();
		assertThat(this.deadLetters.replay(1)).isEqualTo("Dead letter 1 is replayed");
		assertThat(this.deadLetters.list()).extracting((line) -> line.get("id")).containsExactly(2L);
		assertThat(this.deadLetters.discard(2)).isEqualTo("Dead letter 2 is discarded");
		assertThat(this.deadLetters.list()).isEmpty();
		await("the count").atMost(Duration.ofSeconds(30))
			.until(() -> Long.valueOf(0).equals(this.deadLetters.getCount()));
		for (long unknown : new long[] { 1, 2, 99 }) {
			String complaint = "No dead letter with id " + unknown + " waits";
			assertThatIllegalArgumentException().isThrownBy(() -> this.deadLetters.replay(unknown))
				.withMessage(complaint);
			assertThatIllegalArgumentException().isThrownBy(() -> this.deadLetters.discard(unknown))
				.withMessage(complaint);
		}
	}

	@Test
	void aReplayOfAllShowsHowFarItIs() throws Exception {
		parkMany(500);
		this.database.update("UPDATE dead_letter SET body = '{'::bytea || body WHERE id % 100 = 0");
		this.deadLetters.replayAll();
		await("progress").atMost(Duration.ofSeconds(30)).until(() -> this.deadLetters.getReplayed() > 0);
		awaitReplayed();
		assertThat(this.deadLetters.getReplayTotal()).isEqualTo(500);
		assertThat(this.deadLetters.getReplayed()).isEqualTo(495);
		assertThat(this.deadLetters.getReplayFailed()).isEqualTo(5);
		assertThat(parked()).hasSize(5);
	}

	@Test
	void aReplayThatIsStoppedEndsAtOnceAndTheRestWaits() throws Exception {
		parkMany(10_000);
		this.deadLetters.replayAll();
		await("progress").atMost(Duration.ofSeconds(30)).until(() -> this.deadLetters.getReplayed() > 0);
		assertThatIllegalStateException().isThrownBy(() -> this.deadLetters.replayAll())
			.withMessageMatching("A replay runs: \\d+ of 10000 are tried.*");
		this.camel.getRouteController().stopRoute("dead-letter-replay");
		assertThat(this.deadLetters.isReplaying()).isFalse();
		assertThat(this.deadLetters.getReplayed()).isBetween(1L, 9_000L);
		assertThat(parked()).hasSize(10_000 - (int) this.deadLetters.getReplayed());
	}

	@Test
	void whatIsDiscardedMeanwhileIsSkipped() throws Exception {
		parkMany(2_000);
		this.deadLetters.replayAll();
		await("progress").atMost(Duration.ofSeconds(30)).until(() -> this.deadLetters.getReplayed() > 0);
		this.database.update("DELETE FROM dead_letter WHERE id > 1900");
		awaitReplayed();
		assertThat(this.deadLetters.getReplayed()).isBetween(1900L, 2000L);
		assertThat(this.deadLetters.getReplayFailed()).isZero();
		assertThat(parked()).isEmpty();
	}

	@Test
	void aReplayOutlastsAnOutageOfTheDatabase(Postgres postgres) throws Exception {
		parkMany(2_000);
		this.deadLetters.replayAll();
		await("progress").atMost(Duration.ofSeconds(30)).until(() -> this.deadLetters.getReplayed() > 0);
		postgres.stop();
		await("the count to be unknown").atMost(Duration.ofSeconds(60))
			.until(() -> this.deadLetters.getCount() == null);
		assertThat(this.deadLetters.isReplaying()).isTrue();
		assertThatException().isThrownBy(() -> this.deadLetters.replay(1));
		postgres.start();
		awaitReplayed();
		assertThat(this.deadLetters.getReplayed()).isEqualTo(2_000);
		assertThat(parked()).isEmpty();
	}

	@Test
	void aReplayThatBeginsInAnOutageSaysThatItIsOverOnceItIs(Postgres postgres) throws Exception {
		parkMany(5_000);
		postgres.stop();
		this.deadLetters.replayAll();
		await("the replay to be held").atMost(Duration.ofSeconds(60)).until(() -> this.outage.held() != null);
		postgres.start();
		await("progress").atMost(Duration.ofSeconds(60)).until(() -> this.deadLetters.getReplayed() > 0);
		assertThat(this.outage.held()).isNull();
		assertThat(this.deadLetters.isReplaying()).isTrue();
	}

	private void park(Object... items) {
		this.routes.send("direct:article-store", (exchange) -> {
			exchange.setVariable("origin", "api");
			exchange.getMessage().setBody(List.of(items));
		});
	}

	/** Items that were refused for a reason that is gone. */
	private void parkMany(int count) {
		this.database.batchUpdate("""
				INSERT INTO dead_letter (origin, reason, detail, headers, body) VALUES ('broker', 'x', 'y', '{}', ?)""",
				IntStream.rangeClosed(1, count)
					.mapToObj((i) -> new Object[] { NewsItems.text("urn:n:" + i).getBytes(StandardCharsets.UTF_8) })
					.toList());
	}

	private void refuseSports() {
		this.database.execute("ALTER TABLE article ADD CONSTRAINT no_sports CHECK (headline <> 'Sports')");
	}

	private void allowSports() {
		this.database.execute("ALTER TABLE article DROP CONSTRAINT no_sports");
	}

	private void awaitReplayed() {
		await("the replay to end").atMost(Duration.ofMinutes(3)).until(() -> !this.deadLetters.isReplaying());
	}

	private List<Map<String, Object>> parked() {
		return this.database.queryForList("SELECT * FROM dead_letter WHERE replayed_at IS NULL");
	}

	private void replay() throws Exception {
		this.camel.getRouteController().startRoute("dead-letter-replay");
		awaitReplayed();
	}

}
