package io.newsbox.fallback;

import java.time.Duration;
import java.time.Instant;

import io.newsbox.kit.MovableClock;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTest {

	private static final Duration FIRST = Duration.ofSeconds(5);

	private final MovableClock clock = new MovableClock();

	private final BackOff backOff = new BackOff(this.clock, FIRST);

	@RepeatedTest(20)
	void eachDelayIsUpToTwiceAsLongAsTheOneBeforeAndAtMostAMinute() {
		Duration longest = FIRST;
		for (int i = 0; i < 40; i++) {
			Duration delay = Duration.between(this.clock.instant(), this.backOff.failed(null));
			assertThat(delay).isBetween(longest.dividedBy(2), longest);
			longest = (longest.multipliedBy(2).compareTo(BackOff.LONGEST) > 0) ? BackOff.LONGEST
					: longest.multipliedBy(2);
		}
	}

	@Test
	void whatTheApiAskedForIsNotCutShort() {
		this.backOff.failed(Duration.ofSeconds(90));
		this.backOff.cutShort();
		this.clock.advance(Duration.ofSeconds(89));
		assertThat(this.backOff.isOver()).isFalse();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.backOff.isOver()).isTrue();
	}

	@Test
	void aClockThatIsSetBackEndsThePauseInsteadOfStretchingIt() {
		this.backOff.failed(Duration.ofSeconds(90));
		this.clock.advance(Duration.ofDays(-1));
		assertThat(this.backOff.isOver()).isTrue();
	}

	@Test
	void aLongRestIsTakenForAnHour() {
		Instant until = this.backOff.failed(Duration.ofDays(3));
		assertThat(until).isEqualTo(this.clock.instant().plus(Duration.ofHours(1)));
	}

	@Test
	void retryAfterIsSecondsOrADateByTheClockOfTheApi() {
		Instant now = Instant.parse("2026-01-31T10:15:00Z");
		assertThat(BackOff.retryAfter("120", now)).hasSeconds(120);
		assertThat(BackOff.retryAfter(" Sat, 31 Jan 2026 10:15:30 GMT ", now)).hasSeconds(30);
		assertThat(BackOff.retryAfter("Sat, 31 Jan 2026 10:14:30 GMT", now)).isZero();
		assertThat(BackOff.retryAfter("soon", now)).isNull();
		assertThat(BackOff.retryAfter("-5", now)).isNull();
		assertThat(BackOff.retryAfter(null, now)).isNull();
	}

}
