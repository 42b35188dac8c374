package io.newsbox.fallback;

import java.time.Duration;
import java.time.Instant;

import io.newsbox.kit.MovableClock;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class WatchTest {

	private final MovableClock clock = new MovableClock();

	private final TestIntake intake = TestIntake.living();

	private final Watch watch = new Watch(this.intake.bean(), this.clock);

	@Test
	void onlyAReadingThatBeganAfterTheReturnClosesTheGap() {
		this.watch.failed(true, true);
		assertThat(this.watch.lost()).isFalse();
		this.watch.failed(true, false);
		assertThat(this.watch.lost()).isTrue();
		Reading before = reading(null);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.watch.closesGap(before)).as("still lost").isFalse();
		this.watch.answered();
		assertThat(this.watch.closesGap(before)).as("begun during the outage").isFalse();
		assertThat(this.watch.closesGap(reading("http://127.0.0.1/x"))).as("begun by another process").isFalse();
		assertThat(this.watch.gap()).isTrue();
		assertThat(this.watch.fedUntil()).isNull();
		assertThat(this.watch.closesGap(reading(null))).isTrue();
		assertThat(this.watch.gap()).isFalse();
		assertThat(this.watch.fedUntil()).isNotNull();
	}

	@Test
	void aClockThatIsSetBackAfterTheReturnDoesNotKeepTheGapOpen() {
		this.watch.failed(true, false);
		this.watch.answered();
		this.clock.advance(Duration.ofHours(-1));
		this.watch.answered();
		assertThat(this.watch.closesGap(reading(null))).isTrue();
	}

	@Test
	void aReadingThatBeganByALaterClockClosesNoGap() {
		this.watch.failed(true, false);
		Reading before = reading(null);
		this.clock.advance(Duration.ofHours(-1));
		this.watch.answered();
		assertThat(this.watch.closesGap(before)).isFalse();
	}

	private Reading reading(String nextUrl) {
		Cursor cursor = Cursor.at("feed", Instant.EPOCH, this.clock.instant());
		Cursors cursors = new Cursors(new PGSimpleDataSource());
		return new Reading((nextUrl != null) ? cursor.before(nextUrl, Instant.EPOCH, this.clock.instant()) : cursor,
				cursors, this.clock, new ApiClock(this.clock), "", null);
	}

}
