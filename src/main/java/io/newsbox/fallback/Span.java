package io.newsbox.fallback;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A span of time from a call on, by the wall clock. Where that is set back meanwhile, the
 * span is over: else it would last as much longer. It is over before the first call, too.
 */
final class Span {

	private final Clock clock;

	private @Nullable Instant begunAt;

	private Duration length = Duration.ZERO;

	Span(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Begins now.
	 * @return when it ends
	 */
	synchronized Instant begin(Duration length) {
		this.begunAt = this.clock.instant();
		this.length = length;
		return this.begunAt.plus(length);
	}

	/**
	 * Begins now, if it is over.
	 * @return whether it was
	 */
	synchronized boolean beginAnew(Duration next) {
		boolean over = isOver();
		if (over) {
			begin(next);
		}
		return over;
	}

	/** Before its time. */
	synchronized void end() {
		this.begunAt = null;
	}

	synchronized boolean isOver() {
		Instant now = this.clock.instant();
		return this.begunAt == null || now.isBefore(this.begunAt) || !now.isBefore(this.begunAt.plus(this.length));
	}

	/** Null before the first call, and once it was ended before its time. */
	synchronized @Nullable Instant begunAt() {
		return this.begunAt;
	}

}
