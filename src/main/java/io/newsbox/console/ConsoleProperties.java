package io.newsbox.console;

import java.nio.charset.StandardCharsets;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The passwords of the console.
 *
 * @param viewerPassword password of user {@code viewer}, who reads: 12 characters to 72
 * bytes; empty: a random one at each start, which is logged
 * @param operatorPassword password of user {@code operator}, who may also act; likewise
 */
@ConfigurationProperties("newsbox.console")
public record ConsoleProperties(String viewerPassword, String operatorPassword) {

	private static final int SHORTEST = 12;

	/** BCrypt takes no more. */
	private static final int LONGEST = 72;

	public ConsoleProperties {
		check("viewer", viewerPassword);
		check("operator", operatorPassword);
		if (!viewerPassword.isEmpty() && viewerPassword.equals(operatorPassword)) {
			throw new IllegalArgumentException(
					"newsbox.console.viewer-password and newsbox.console.operator-password are the same; give each a password of its own");
		}
	}

	/** Without the passwords. */
	@Override
	public String toString() {
		return "ConsoleProperties[]";
	}

	private static void check(String user, String password) {
		int bytes = password.getBytes(StandardCharsets.UTF_8).length;
		if (!password.isEmpty() && (password.length() < SHORTEST || bytes > LONGEST)) {
			throw new IllegalArgumentException(
					"newsbox.console.%s-password must have at least %d characters and at most %d bytes, or be empty for a random one"
						.formatted(user, SHORTEST, LONGEST));
		}
	}

}
