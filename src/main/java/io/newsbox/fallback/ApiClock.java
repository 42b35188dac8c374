package io.newsbox.fallback;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Turns our times into the API's, since it compares {@code updated_since} with its own
 * clock. Where its clock (header {@code Date}, RFC 9110, section 6.6.1) is behind ours, a
 * moment of ours is still to come there. Where it is ahead, our time reads a little more
 * than needed, which does no harm.
 */
final class ApiClock {

	// Date has whole seconds, and takes a moment to arrive
	private static final Duration TOLERANCE = Duration.ofSeconds(2);

	private final Clock clock;

	/** Negative where it is ahead. */
	private Duration behind = Duration.ZERO;

	ApiClock(Clock clock) {
		this.clock = clock;
	}

	/** Takes the date of an answer that came just now. */
	void learn(Instant date) {
		Duration difference = Duration.between(date, this.clock.instant());
		this.behind = (difference.abs().compareTo(TOLERANCE) > 0) ? difference : Duration.ZERO;
	}

	/** A moment of ours, by the API's clock or before. */
	Instant at(Instant ours) {
		return this.behind.isNegative() ? ours : ours.minus(this.behind);
	}

	Instant now() {
		return this.clock.instant().minus(this.behind);
	}

}
