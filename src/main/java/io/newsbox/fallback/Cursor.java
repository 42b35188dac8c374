package io.newsbox.fallback;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Position in the feed, as table {@code feed_cursor} keeps it.
 *
 * @param since what was updated before is stored
 * @param nextSince what since becomes at the end of the reading in progress
 * @param nextUrl where the reading in progress goes on
 * @param validator of the last answer, where it was a single page without news
 * @param updatedAt when the row was written
 */
record Cursor(String feed, Instant since, @Nullable Instant nextSince, @Nullable String nextUrl,
		@Nullable Validator validator, Instant updatedAt) {

	static Cursor at(String feed, Instant since, Instant now) {
		return new Cursor(feed, since, null, null, null, now);
	}

	/** In the middle of a reading. */
	Cursor before(String url, Instant nextSince, Instant now) {
		return new Cursor(this.feed, this.since, nextSince, url, null, now);
	}

	/** At the end of a reading that brought nothing new: the next one asks the same. */
	Cursor quiet(@Nullable Validator seen, Instant now) {
		return new Cursor(this.feed, this.since, null, null, seen, now);
	}

	/** At the end of a reading; never backwards. */
	Cursor movedTo(Instant moment, Instant now) {
		return at(this.feed, moment.isAfter(this.since) ? moment : this.since, now);
	}

	/**
	 * What the API gave to recognise an answer by (RFC 9110, section 8.8). It belongs to
	 * one URL.
	 */
	record Validator(String url, @Nullable String etag, @Nullable String lastModified) {
	}

}
