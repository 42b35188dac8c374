package io.newsbox.console;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;

import io.newsbox.console.WrongPasswords.Guesser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks passwords, and slows down who guesses them: after too many wrong ones the next
 * is refused unseen. Nothing waits, so that a flood of guesses holds no request thread.
 */
final class PasswordCheck implements AuthenticationManager {

	private static final Logger LOG = LoggerFactory.getLogger(PasswordCheck.class);

	private final AuthenticationManager passwords;

	private final WrongPasswords wrong;

	PasswordCheck(UserDetailsService users, Clock clock) {
		DaoAuthenticationProvider provider = new DaoAuthenticationProvider(users);
		provider.setPasswordEncoder(Users.ENCODER);
		this.passwords = new ProviderManager(provider);
		this.wrong = new WrongPasswords(clock);
	}

	// one after the other, so that a thousand guesses at once count a thousand times
	@Override
	public synchronized Authentication authenticate(Authentication attempt) {
		Guesser guesser = guesser(attempt);
		if (this.wrong.areTooMany(guesser)) {
			throw new TooManyWrongPasswordsException();
		}
		try {
			return this.passwords.authenticate(attempt);
		}
		catch (BadCredentialsException ex) {
			this.wrong.count(guesser);
			LOG.warn("Wrong password of {}{}", guesser,
					this.wrong.areTooMany(guesser) ? "; its next attempts are refused for half a second" : "");
			throw ex;
		}
	}

	private static Guesser guesser(Authentication attempt) {
		// another name is not kept: it may be a password in the wrong field
		boolean known = Set.of(Users.VIEWER, Users.OPERATOR).contains(attempt.getName());
		String address = (attempt.getDetails() instanceof WebAuthenticationDetails details)
				? network(details.getRemoteAddress()) : "an unknown address";
		return new Guesser(known ? attempt.getName() : "an unknown user", address);
	}

	/** Of IPv6 the first half: whoever has one address has all the others with it. */
	private static String network(String address) {
		if (!address.contains(":")) {
			return address;
		}
		try {
			InetAddress whole = InetAddress.getByName(address);
			if (whole instanceof Inet4Address) {
				// ::ffff:192.0.2.1
				return whole.getHostAddress();
			}
			byte[] bytes = whole.getAddress();
			Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0);
			return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
		}
		catch (UnknownHostException ex) {
			return address;
		}
	}

	/** It is not even looked at whether this password is right. */
	static final class TooManyWrongPasswordsException extends AuthenticationException {

		TooManyWrongPasswordsException() {
			super("Too many wrong passwords; try again in a second");
		}

	}

}
