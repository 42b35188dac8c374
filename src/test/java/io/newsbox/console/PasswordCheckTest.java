package io.newsbox.console;

import io.newsbox.console.PasswordCheck.TooManyWrongPasswordsException;
import io.newsbox.kit.MovableClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PasswordCheckTest {

	private final AuthenticationManager passwords = new PasswordCheck(
			new InMemoryUserDetailsManager(
					User.withUsername("operator").password(Users.ENCODER.encode("right")).roles("OPERATOR").build()),
			new MovableClock());

	@ParameterizedTest
	@CsvSource({ "192.0.2.1, 192.0.2.1, 192.0.2.2", "192.0.2.1, ::ffff:192.0.2.1, ::ffff:192.0.2.2",
			"2001:db8::1, 2001:db8::ffff:2, 2001:db8:0:1::1" })
	void whoGuessesHasOneAddressOrANetworkOfThem(String address, String another, String foreign) {
		for (int i = 0; i < 5; i++) {
			assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> guess(address));
		}
		assertThatExceptionOfType(TooManyWrongPasswordsException.class).isThrownBy(() -> guess(another));
		assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> guess(foreign));
	}

	private void guess(String address) {
		var guess = UsernamePasswordAuthenticationToken.unauthenticated("operator", "wrong");
		guess.setDetails(new WebAuthenticationDetails(address, null));
		this.passwords.authenticate(guess);
	}

}
