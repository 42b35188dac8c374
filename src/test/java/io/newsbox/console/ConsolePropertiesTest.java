package io.newsbox.console;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(OutputCaptureExtension.class)
class ConsolePropertiesTest {

	private static final String GOOD = "twelve chars";

	@Test
	void aPasswordThatIsNotSetIsRandomAndLoggedOnce(CapturedOutput output) {
		Users.of(new ConsoleProperties("", ""));
		Users.of(new ConsoleProperties("", GOOD));
		assertThat(output.getAll().lines())
			.filteredOn((line) -> line.matches(".*-password is not set.*(viewer|operator) has the password \\S{24}$"))
			.hasSize(3)
			.doesNotHaveDuplicates();
		assertThat(output).doesNotContain(GOOD);
	}

	@ParameterizedTest
	@ValueSource(strings = { "short-pass", "elevenchars",
			"1234567890123456789012345678901234567890123456789012345678901234567890123" })
	void aPasswordThatIsTooShortOrTooLongIsRefusedUnseen(String password) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ConsoleProperties(GOOD, password))
			.withMessageContaining("newsbox.console.operator-password")
			.withMessageNotContaining(password);
	}

	@Test
	void thePasswordsDifferAndDoNotShow() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ConsoleProperties(GOOD, GOOD))
			.withMessageNotContaining(GOOD);
		assertThat(new ConsoleProperties(GOOD, "")).asString().doesNotContain(GOOD);
	}

}
