package io.newsbox.fallback;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.newsbox.kit.MovableClock;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@UsePostgres
class ReadingTest {

	private static final URI FIRST = URI.create("http://127.0.0.1/");

	private static final Map<String, Object> SECOND_IS_NEXT = Map.of("Link", "<?page=2>; rel=next");

	private final MovableClock clock = new MovableClock();

	private final JdbcTemplate database;

	private final Cursors cursors;

	ReadingTest(Postgres postgres) {
		this.database = new JdbcTemplate(postgres.newDatabase().dataSource());
		new ResourceDatabasePopulator(new ClassPathResource("db/migration/V2__feed_cursor.sql"))
			.execute(this.database.getDataSource());
		this.cursors = new Cursors(this.database.getDataSource());
	}

	@Test
	void aPageWhosePositionCouldNotBeKeptIsNotTheLast() throws ApiFailure {
		Reading reading = begin();
		this.database.execute("ALTER TABLE feed_cursor RENAME TO gone");
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> isLast(reading, SECOND_IS_NEXT));
		this.database.execute("ALTER TABLE gone RENAME TO feed_cursor");
		assertThat(isLast(reading, SECOND_IS_NEXT)).isFalse();
		assertThat(reading.url()).isEqualTo(FIRST.resolve("?page=2"));
		assertThat(this.database.queryForList("SELECT next_url FROM feed_cursor", String.class))
			.isEqualTo(List.of(reading.url().toString()));
	}

	@Test
	void aDateByAClockThatIsAheadIsNoLongRest() {
		Map<String, Object> headers = Map.of("Date", "Sat, 31 Jan 2026 12:00:00 GMT", "Retry-After",
				"Sat, 31 Jan 2026 12:00:30 GMT");
		Reading reading = begin();
		reading.request(FIRST, false);
		assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> reading.answered(503, new byte[0], headers))
			.satisfies((failure) -> assertThat(failure.retryAfter()).hasSeconds(30));
	}

	@Test
	void aClockThatJumpedAheadLeavesNoTraceInTheFuture() {
		Instant ahead = Instant.now().plus(Duration.ofDays(1));
		this.cursors.save(Cursor.at("feed", ahead, ahead));
		assertThat(this.cursors.find("feed")).get().satisfies((cursor) -> {
			assertThat(cursor.since()).isBefore(ahead);
			assertThat(cursor.updatedAt()).isBefore(ahead);
		});
	}

	@Test
	void whoStandsByTakesNoReadingThatBreaksOffForAWholeOne() throws ApiFailure {
		OtherReader other = new OtherReader(this.clock, Duration.ofMinutes(1));
		for (int i = 0; i < 5; i++) {
			Reading reading = begin();
			assertThat(isLast(reading, SECOND_IS_NEXT)).isFalse();
			reading.request(FIRST, false);
			assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> reading.answered(404, new byte[0], Map.of()));
			seenBy(other);
			assertThat(other.hasReadAnew()).isFalse();
		}
		for (int i = 0; i < 3; i++) {
			assertThat(other.hasReadAnew()).isFalse();
			assertThat(isLast(begin(), Map.of())).isTrue();
			seenBy(other);
		}
		assertThat(other.hasReadAnew()).isTrue();
		other.forget();
		seenBy(other);
		assertThat(other.hasReadAnew()).isFalse();
	}

	private Reading begin() {
		this.clock.advance(Duration.ofSeconds(1));
		return new Reading(
				this.cursors.find("feed").orElseGet(() -> Cursor.at("feed", Instant.EPOCH, this.clock.instant())),
				this.cursors, this.clock, new ApiClock(this.clock), "", null);
	}

	private void seenBy(OtherReader other) {
		other.sees(this.cursors.find("feed").orElseThrow());
	}

	private static boolean isLast(Reading reading, Map<String, Object> headers) throws ApiFailure {
		reading.request(FIRST, false);
		reading.answered(200, "[{}]".getBytes(StandardCharsets.UTF_8), headers);
		return reading.stored();
	}

}
