package io.newsbox.kit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test moves. */
public final class MovableClock extends Clock {

	private final Clock base;

	private volatile Duration ahead = Duration.ZERO;

	private MovableClock(Clock base) {
		this.base = base;
	}

	/** Stands still otherwise. */
	public MovableClock() {
		this(Clock.fixed(Instant.parse("2026-01-31T10:15:00Z"), ZoneOffset.UTC));
	}

	/** Begins at the present, and goes on. */
	public static MovableClock running() {
		return new MovableClock(Clock.systemUTC());
	}

	public void advance(Duration duration) {
		this.ahead = this.ahead.plus(duration);
	}

	@Override
	public Instant instant() {
		return this.base.instant().plus(this.ahead);
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
