package io.newsbox.fallback;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * How long the article API is left alone after a failure: longer after each, with jitter
 * so that many readers do not come back at once, and at least as long as the API asks
 * for.
 */
final class BackOff {

	static final Duration LONGEST = Duration.ofMinutes(1);

	// a mistake of the API must not switch the fallback off for a day
	private static final Duration LONGEST_ASKED_FOR = Duration.ofHours(1);

	private final Duration first;

	private final RandomGenerator random = RandomGenerator.getDefault();

	private int failures;

	private final Span pause;

	private final Span askedFor;

	/**
	 * @param first delay after the first failure
	 */
	BackOff(Clock clock, Duration first) {
		this.first = first;
		this.pause = new Span(clock);
		this.askedFor = new Span(clock);
	}

	boolean isOver() {
		return this.pause.isOver() && this.askedFor.isOver();
	}

	/**
	 * After a failure.
	 * @param retryAfter what the API asked for
	 * @return when the next attempt may be made
	 */
	Instant failed(@Nullable Duration retryAfter) {
		this.failures++;
		Instant until = this.pause.begin(Duration.ofMillis(delay()));
		if (retryAfter == null) {
			return until;
		}
		Instant askedUntil = this.askedFor
			.begin((retryAfter.compareTo(LONGEST_ASKED_FOR) > 0) ? LONGEST_ASKED_FOR : retryAfter);
		return askedUntil.isAfter(until) ? askedUntil : until;
	}

	/**
	 * After a failure that is none of the API's.
	 * @return when the next attempt may be made
	 */
	Instant failedElsewhere() {
		return this.pause.begin(this.first);
	}

	void succeeded() {
		this.failures = 0;
	}

	/** There is a new reason to read at once; what the API asked for still counts. */
	void cutShort() {
		this.pause.end();
	}

	private long delay() {
		long longest = Math.max(LONGEST.toMillis(), this.first.toMillis());
		long delay = this.first.toMillis();
		for (int i = 1; i < this.failures && delay < longest; i++) {
			delay *= 2;
		}
		long half = Math.min(delay, longest) / 2;
		return half + this.random.nextLong(half + 1);
	}

	/**
	 * Reads {@code Retry-After} (RFC 9110, section 10.2.3).
	 * @param value seconds, or a date by the API's clock
	 * @param now the time by the API's clock
	 * @return not negative; null where it is neither
	 */
	static @Nullable Duration retryAfter(@Nullable String value, Instant now) {
		if (value == null) {
			return null;
		}
		try {
			String text = value.strip();
			Duration delay = text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text))
					: Duration.between(now, httpDate(text));
			return delay.isNegative() ? Duration.ZERO : delay;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	static Instant httpDate(String value) {
		return ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
	}

}
