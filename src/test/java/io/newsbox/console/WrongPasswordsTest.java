package io.newsbox.console;

import java.time.Duration;

import io.newsbox.console.WrongPasswords.Guesser;
import io.newsbox.kit.MovableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WrongPasswordsTest {

	private static final Guesser GUESSER = new Guesser("operator", "127.0.0.1");

	private final MovableClock clock = new MovableClock();

	private final WrongPasswords wrong = new WrongPasswords(this.clock);

	@Test
	void fiveAreFreeAndThenOneEachHalfSecond() {
		countUntilTooMany();
		this.clock.advance(Duration.ofMillis(500));
		assertThat(this.wrong.areTooMany(GUESSER)).isFalse();
		this.wrong.count(GUESSER);
		assertThat(this.wrong.areTooMany(GUESSER)).isTrue();
		assertThat(this.wrong.areTooMany(new Guesser("operator", "127.0.0.2"))).isFalse();
	}

	@Test
	void aClockThatIsSetBackKeepsNobodyOut() {
		countUntilTooMany();
		this.clock.advance(Duration.ofHours(-1));
		countUntilTooMany();
	}

	private void countUntilTooMany() {
		for (int i = 0; i < 5; i++) {
			assertThat(this.wrong.areTooMany(GUESSER)).isFalse();
			this.wrong.count(GUESSER);
		}
		assertThat(this.wrong.areTooMany(GUESSER)).isTrue();
	}

}
