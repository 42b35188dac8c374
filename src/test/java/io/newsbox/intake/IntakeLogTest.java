package io.newsbox.intake;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class IntakeLogTest {

	private static final Instant NOW = Instant.parse("2026-01-31T10:15:00Z");

	@ParameterizedTest
	@ValueSource(strings = { IntakeLog.NOT_STARTED, BatchContainer.STOPPED })
	void aRouteThatWasStoppedIsToBeStarted(String error, CapturedOutput log) {
		new IntakeLog().entered(state(null), state(error), NOW, List.of());
		assertThat(log.getOut())
			.contains("The subscription is lost: " + error + ". Start or resume the consuming route")
			.doesNotContain("tried again");
	}

	@Test
	void whatTheBrokerSaysEndsWithOneFullStop(CapturedOutput log) {
		new IntakeLog().entered(state(null), state("ACCESS_REFUSED. See the log."), NOW, List.of());
		assertThat(log.getOut()).contains("The subscription is lost: ACCESS_REFUSED. See the log. It is tried again");
	}

	private static IntakeState state(@Nullable String error) {
		return new IntakeState(NOW, NOW, error);
	}

}
