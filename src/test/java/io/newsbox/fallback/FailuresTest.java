package io.newsbox.fallback;

import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLHandshakeException;

import io.newsbox.kit.MovableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
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
	void theDatabaseIsTriedAsOftenAsAtFirstAndNotTheApiBlamed() {
		for (int i = 0; i < 10; i++) {
			this.failures.add(new IllegalStateException(new SQLException(new ConnectException("Connection refused"))),
					0);
			assertThat(this.failures.text())
				.contains("the database, which keeps its position, fails: Connection refused");
			assertThat(this.failures.mayAskAgain()).isFalse();
			this.clock.advance(Duration.ofSeconds(5));
			assertThat(this.failures.mayAskAgain()).isTrue();
		}
	}

	@Test
	void aNewCauseIsSaidOnceAMinute(CapturedOutput output) {
		for (int i = 0; i < 12; i++) {
			this.failures.add(new ApiFailure("answers " + ((i < 4) ? 500 : 401)), 0);
			this.clock.advance(Duration.ofSeconds(10));
		}
		assertThat(warnings(output)).hasSize(2).last().asString().contains("it answers 401");
		this.failures.add(new SSLHandshakeException("no path"), 0);
		assertThat(warnings(output)).last().asString().contains("its certificate is not trusted");
	}

	private static List<String> warnings(CapturedOutput output) {
		return FallbackTest.said(output).stream().filter((line) -> line.contains(" WARN ")).toList();
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
