package io.newsbox.article;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Points in time as text. What is read is RFC 3339, section 5.6, where the offset may
 * also lack its colon (ISO 8601 basic format, as some agencies write it). A time without
 * an offset is no point in time and is refused, as is everything else.
 */
final class Instants {

	private static final DateTimeFormatter RFC_3339 = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.appendPattern("uuuu-MM-dd'T'HH:mm:ss")
		.optionalStart()
		.appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
		.optionalEnd()
		.appendPattern("XXX")
		.toFormatter()
		.withResolverStyle(ResolverStyle.STRICT);

	private static final Pattern OFFSET_WITHOUT_COLON = Pattern.compile("[+-]\\d{4}$");

	private Instants() {
	}

	/** As PostgreSQL reads it: it takes a plus for the beginning of an offset. */
	static String text(Instant instant) {
		String text = instant.toString();
		return text.startsWith("+") ? text.substring(1) : text;
	}

	/** For people. */
	static String seconds(Instant instant) {
		return instant.truncatedTo(ChronoUnit.SECONDS).toString();
	}

	/**
	 * @param column named in the error
	 * @throws BadItemException when the text is no point in time
	 */
	static Instant parse(String column, String text) throws BadItemException {
		try {
			int minutes = text.length() - 2;
			boolean noColon = OFFSET_WITHOUT_COLON.matcher(text).find();
			String colon = noColon ? text.substring(0, minutes) + ":" + text.substring(minutes) : text;
			return Instant.from(RFC_3339.parse(colon));
		}
		catch (DateTimeException ex) {
			throw new BadItemException(column + " is not a time with an offset",
					"'%s': wanted like 2026-01-31T10:15:00Z, +09:00 or +0900".formatted(text));
		}
	}

}
