package io.newsbox.console;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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

	@Test
	void aPasswordThatIsTooLongIsRefusedUnseen() {
		String password = "1".repeat(73);
		assertThatIllegalArgumentException().isThrownBy(() -> new ConsoleProperties(GOOD, password))
			.withMessageContaining("newsbox.console.operator-password")
			.withMessageNotContaining(password);
	}

	@Test
	void weakPasswordsAreWarnedOfAndDoNotShow(CapturedOutput output) {
		Users.of(new ConsoleProperties("short", "short"));
		assertThat(output).contains("newsbox.console.viewer-password has fewer than",
				"newsbox.console.operator-password has fewer than", "are the same");
		assertThat(new ConsoleProperties(GOOD, "")).asString().doesNotContain(GOOD);
	}

}
