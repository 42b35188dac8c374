package io.newsbox.fallback;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CursorTest {

	private static final String URL = "http://127.0.0.1/";

	@Test
	void aValidatorIsBelievedForAWhileByAClockThatIsNotSetBack() {
		Instant now = Instant.parse("2026-01-31T10:15:00Z");
		Cursor cursor = Cursor.at("feed", now, now).quiet(new Cursor.Validator(URL, "etag", null), now);
		assertThat(cursor.validatorFor(URL, now)).isPresent();
		assertThat(cursor.validatorFor(URL, now.plus(Cursor.BELIEVED))).isEmpty();
		assertThat(cursor.validatorFor(URL, now.minusSeconds(1))).isEmpty();
	}

}
