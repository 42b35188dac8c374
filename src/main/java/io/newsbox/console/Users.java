package io.newsbox.console;

import java.util.Base64;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * The two users. There is no other, and none has a password that somebody else could
 * know.
 */
final class Users {

	static final String VIEWER = "viewer";

	static final String OPERATOR = "operator";

	private static final Logger LOG = LoggerFactory.getLogger(Users.class);

	private static final int RANDOM_BYTES = 18;

	/** Characters; below, a password is guessed at two a second within weeks. */
	private static final int SHORT = 8;

	/**
	 * The cheapest, 1 ms: each request of a program pays for it, and the hash is not
	 * stored anywhere. Guessing is slowed by {@link PasswordCheck}.
	 */
	static final PasswordEncoder ENCODER = new BCryptPasswordEncoder(4);

	private Users() {
	}

	static UserDetailsService of(ConsoleProperties properties) {
		if (!properties.viewerPassword().isEmpty()
				&& properties.viewerPassword().equals(properties.operatorPassword())) {
			LOG.warn("newsbox.console.viewer-password and newsbox.console.operator-password are the same:"
					+ " who may read may act as well");
		}
		return new InMemoryUserDetailsManager(user(VIEWER, properties.viewerPassword(), VIEWER),
				user(OPERATOR, properties.operatorPassword(), VIEWER, OPERATOR));
	}

	private static UserDetails user(String name, String configured, String... roles) {
		if (!configured.isEmpty() && configured.length() < SHORT) {
			LOG.warn("newsbox.console.{}-password has fewer than {} characters: it can be guessed", name, SHORT);
		}
		String password = configured.isEmpty() ? random(name) : configured;
		return User.withUsername(name).password(ENCODER.encode(password)).authorities(roles).build();
	}

	private static String random(String name) {
		String password = Base64.getUrlEncoder().encodeToString(KeyGenerators.secureRandom(RANDOM_BYTES).generateKey());
		LOG.warn("newsbox.console.{}-password is not set; until the next start user {} has the password {}", name, name,
				password);
		return password;
	}

}
