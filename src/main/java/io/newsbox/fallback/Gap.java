package io.newsbox.fallback;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** What was read to close a gap, for those who watch. */
final class Gap {

	private volatile @Nullable Instant readSince;

	private Instant from = Instant.EPOCH;

	private long items;

	/**
	 * A reading begins; the first one counts.
	 * @param feedFrom what was updated before is stored
	 */
	void readingBegins(Instant now, Instant feedFrom) {
		if (this.readSince == null) {
			this.readSince = now;
			this.from = feedFrom;
		}
	}

	void add(long handedOver) {
		this.items += handedOver;
	}

	void closed() {
		this.readSince = null;
		this.items = 0;
	}

	/** Since when there are readings; null while there are none. */
	@Nullable Instant readSince() {
		return this.readSince;
	}

	/** Where the first of them began. */
	Instant from() {
		return this.from;
	}

	/** Items handed over by all of them. */
	long items() {
		return this.items;
	}

}
