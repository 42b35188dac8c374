package io.newsbox.fallback;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** What was read to close a gap, for those who watch. */
final class Gap {

	private volatile @Nullable Instant since;

	private Instant from = Instant.EPOCH;

	private long items;

	/**
	 * A reading begins; the first one counts.
	 * @param feedFrom what was updated before is stored
	 */
	void readingBegins(Instant now, Instant feedFrom) {
		if (this.since == null) {
			this.since = now;
			this.from = feedFrom;
		}
	}

	void add(long stored) {
		this.items += stored;
	}

	void closed() {
		this.since = null;
		this.items = 0;
	}

	/** Since when there are readings; null while there are none. */
	@Nullable Instant since() {
		return this.since;
	}

	/** Where the first of them began. */
	Instant from() {
		return this.from;
	}

	/** Stored by all of them. */
	long items() {
		return this.items;
	}

}
