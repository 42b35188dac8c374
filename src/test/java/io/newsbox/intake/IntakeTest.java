package io.newsbox.intake;

import java.time.Duration;

import io.newsbox.kit.MovableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class IntakeTest {

	@Test
	void aBrokerThatHasNotAnsweredYetIsNoFailureBeforeItHadTheTimeTo() {
		MovableClock clock = new MovableClock();
		Intake intake = new Intake(clock);
		intake.probe();
		assertThat(intake.isAlive()).isFalse();
		clock.advance(Duration.ofSeconds(5));
		assertThatIllegalStateException().isThrownBy(intake::probe).withMessage("not connected yet");
	}

}
