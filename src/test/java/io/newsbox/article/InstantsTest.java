package io.newsbox.article;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InstantsTest {

	@ParameterizedTest
	@CsvSource({ "2026-01-31T10:15:00Z, 2026-01-31T10:15:00Z", "2026-01-31T10:15:00+09:00, 2026-01-31T01:15:00Z",
			"2026-01-31T10:15:00+0900, 2026-01-31T01:15:00Z", "2026-01-31T10:15:00-0330, 2026-01-31T13:45:00Z",
			"2026-01-31t10:15:00z, 2026-01-31T10:15:00Z", "2026-01-31T10:15:00.5Z, 2026-01-31T10:15:00.500Z",
			"2026-01-31T10:15:00.123456789+02:00, 2026-01-31T08:15:00.123456789Z",
			"2024-02-29T23:59:59-00:00, 2024-02-29T23:59:59Z", "0001-01-01T00:00:00+18:00, 0000-12-31T06:00:00Z" })
	void aTimeWithAnOffsetIsRead(String text, String instant) throws BadItemException {
		assertThat(Instants.parse("embargoed", text)).hasToString(instant);
	}

	@ParameterizedTest
	@CsvSource({ "9999-12-31T23:59:59-05:00, 10000-01-01T04:59:59Z",
			"2026-01-31T10:15:00+09:00, 2026-01-31T01:15:00Z" })
	void theDatabaseGetsNoSignBeforeTheYear(String text, String utc) throws BadItemException {
		assertThat(Instants.text(Instants.parse("embargoed", text))).isEqualTo(utc);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "yesterday", "2026-01-31", "2026-01-31 10:15:00Z", "2026-02-30T10:15:00Z",
			"2026-01-31T25:15:00Z", "2026-01-31T10:15:00ZZ", "2026-01-31T10:15:00+09", "2026-01-31T10:15:00.Z",
			"2026-01-31T10:15Z", "1769854500", "2026-01-31T10:15:00+0900 ", "2026-01-31T10:15:00",
			"2026-01-31T10:15:60Z", "2026-01-31T24:00:00Z", "2025-02-29T10:15:00Z", "2026-00-31T10:15:00Z",
			"+2026-01-31T10:15:00Z", "2026-01-31T10:15:00+19:00", "2026-1-31T10:15:00Z",
			"2026-01-31T10:15:00.1234567890Z", "2026-01-31T10:15:00+09:0", "2026-01-31T10:15:00+9:00",
			"2026-01-31T10:15:00+090000", "2026-01-31T-1:15:00Z", "-0001-01-01T00:00:00Z", "+12026-01-31T10:15:00Z",
			"٢٠٢٦-01-31T10:15:00Z" })
	void anythingElseIsRefusedWithTheNameOfTheColumn(String text) {
		assertThatExceptionOfType(BadItemException.class).isThrownBy(() -> Instants.parse("embargoed", text))
			.withMessageContaining(text)
			.satisfies((ex) -> assertThat(ex.reason()).startsWith("embargoed"));
	}

}
