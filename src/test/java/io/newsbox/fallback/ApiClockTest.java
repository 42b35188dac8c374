package io.newsbox.fallback;

import java.time.Instant;

import io.newsbox.kit.MovableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ApiClockTest {

	private final MovableClock clock = new MovableClock();

	@Test
	void aMomentOfOursIsLaterThanThatOfAnApiWhoseClockIsBehind() {
		ApiClock api = new ApiClock(this.clock);
		Instant now = this.clock.instant();
		api.learn(now.minusSeconds(600));
		assertThat(api.now()).isEqualTo(now.minusSeconds(600));
		assertThat(api.at(now)).isEqualTo(now.minusSeconds(600));
		api.learn(now.minusMillis(1500));
		assertThat(api.now()).as("whole seconds and the way").isEqualTo(now);
		api.learn(now.plusSeconds(600));
		assertThat(api.at(now)).as("ahead").isEqualTo(now);
		assertThat(api.now()).isEqualTo(now.plusSeconds(600));
	}

}
