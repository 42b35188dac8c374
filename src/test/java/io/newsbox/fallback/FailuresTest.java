package io.newsbox.fallback;

import java.io.IOException;
import java.time.Duration;

import io.newsbox.kit.MovableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresTest {

	private final MovableClock clock = new MovableClock();

	private final Failures failures = new Failures(this.clock, new BackOff(this.clock, Duration.ofSeconds(5)),
			new FallbackLog(null, this.clock));

	@Test
	void anInterruptIsNoFailureOfTheApi() {
		this.failures.add(new IllegalStateException(new InterruptedException()), 0);
		assertThat(this.failures.text()).isNull();
		assertThat(this.failures.mayAskAgain()).isTrue();
	}

	@Test
	void onlyAnswersThatDoNotAskForPatienceMakeAReadingBeginAgain() {
		for (int i = 0; i < 40; i++) {
			this.failures.add(new ApiFailure("answers 503", Duration.ZERO), 9);
			this.failures.add(new IOException("Connection refused"), 9);
		}
		assertThat(this.failures.fromFirst()).isFalse();
		for (int i = 0; i < 5; i++) {
			assertThat(this.failures.fromFirst()).isFalse();
			this.failures.add(new ApiFailure("answers 403"), 9);
		}
		assertThat(this.failures.fromFirst()).isTrue();
		this.failures.succeeded(1, false);
		assertThat(this.failures.fromFirst()).isFalse();
	}

}
