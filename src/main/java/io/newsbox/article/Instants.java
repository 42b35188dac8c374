package io.newsbox.article;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Points in time as text. What is read is RFC 3339, section 5.6, where the offset may
 * also lack its colon (ISO 8601 basic format, as some agencies write it). A time without
 * an offset is no point in time and is refused, as is everything else.
 */
final class Instants {

	private static final String TO_THE_SECOND = "0000-00-00T00:00:00";

	private static final Pattern REST = Pattern.compile("(?:\\.(\\d{1,9}))?(Z|[+-]\\d\\d:?\\d\\d)");

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
			return read(text.toUpperCase(Locale.ROOT)).toInstant();
		}
		catch (DateTimeException ex) {
			throw new BadItemException(column + " is not a time with an offset",
					"'%s': wanted like 2026-01-31T10:15:00Z, +09:00 or +0900".formatted(text));
		}
	}

	/**
	 * Each number by its place: a formatter takes five times as long, and an item has
	 * three of them.
	 */
	private static OffsetDateTime read(String text) {
		Matcher rest = REST.matcher(text);
		if (!isToTheSecond(text) || !rest.region(TO_THE_SECOND.length(), text.length()).matches()) {
			throw new DateTimeException("not like RFC 3339");
		}
		return OffsetDateTime.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13),
				number(text, 14, 16), number(text, 17, 19), nanoseconds(rest.group(1)), ZoneOffset.of(rest.group(2)));
	}

	private static boolean isToTheSecond(String text) {
		boolean fits = text.length() > TO_THE_SECOND.length();
		for (int i = 0; fits && i < TO_THE_SECOND.length(); i++) {
			char wanted = TO_THE_SECOND.charAt(i);
			char given = text.charAt(i);
			fits = (wanted == '0') ? given >= '0' && given <= '9' : given == wanted;
		}
		return fits;
	}

	private static int number(String text, int begin, int end) {
		return Integer.parseInt(text, begin, end, 10);
	}

	private static int nanoseconds(@Nullable String fraction) {
		return (fraction != null) ? Integer.parseInt((fraction + "00000000").substring(0, 9)) : 0;
	}

}
