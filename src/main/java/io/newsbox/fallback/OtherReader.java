package io.newsbox.fallback;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What an instance that stands by sees of the one that reads the feed: when the cursor
 * was written.
 */
final class OtherReader {

	/** The first may have ended before it counted, and the second have begun. */
	private static final int ENOUGH = 3;

	private final Clock clock;

	private final Duration pause;

	/** From where it was seen to read a page to where it should have read one more. */
	private final Span moved;

	private @Nullable Instant updatedAt;

	private int wholeReadings;

	/**
	 * @param pause longest from one page to the next
	 */
	OtherReader(Clock clock, Duration pause) {
		this.clock = clock;
		this.pause = pause;
		this.moved = new Span(clock);
	}

	void sees(Cursor cursor) {
		// noted by our clock, but for the first look: theirs may differ
		boolean first = this.updatedAt == null;
		Instant before = (this.updatedAt != null) ? this.updatedAt : this.clock.instant().minus(this.pause);
		if (cursor.updatedAt().isAfter(before)) {
			this.moved.begin(this.pause);
			this.wholeReadings += (first || cursor.nextUrl() != null) ? 0 : 1;
		}
		this.updatedAt = cursor.updatedAt();
	}

	/** This one reads. */
	void forget() {
		this.updatedAt = null;
		countAnew();
	}

	/** Only readings that begin from now on count. */
	void countAnew() {
		this.wholeReadings = 0;
	}

	/** Whether it has read a page of late. */
	boolean getsOn() {
		return !this.moved.isOver();
	}

	/** Whether a reading was begun, and has come to its end, since they count. */
	boolean hasReadAnew() {
		return this.wholeReadings >= ENOUGH;
	}

}
