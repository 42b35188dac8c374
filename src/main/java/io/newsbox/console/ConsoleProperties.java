package io.newsbox.console;

import java.nio.charset.StandardCharsets;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The passwords of the console.
 *
 * @param viewerPassword password of user {@code viewer}, who reads: at most 72 bytes;
 * empty: a random one at each start, which is logged
 * @param operatorPassword password of user {@code operator}, who may also act; likewise
 */
@ConfigurationProperties("newsbox.console")
public record ConsoleProperties(String viewerPassword, String operatorPassword) {

	/** BCrypt takes no more. */
	private static final int LONGEST = 72;

	public ConsoleProperties {
		check("viewer", viewerPassword);
		check("operator", operatorPassword);
	}

	/** Without the passwords. */
	@Override
	public String toString() {
		return "ConsoleProperties[]";
	}

	private static void check(String user, String password) {
		if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
			throw new IllegalArgumentException(
					"newsbox.console.%s-password is longer than %d bytes; make it shorter".formatted(user, LONGEST));
		}
	}

}
