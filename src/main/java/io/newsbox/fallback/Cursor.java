package io.newsbox.fallback;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Position in the feed, as table {@code feed_cursor} keeps it.
 *
 * @param since what was updated before is stored
 * @param nextSince what since becomes at the end of the reading in progress
 * @param nextUrl where the reading in progress goes on
 * @param validator of the last answer, where it was a single page without news
 * @param updatedAt when the row was written; the epoch where a reading broke off
 */
record Cursor(String feed, Instant since, @Nullable Instant nextSince, @Nullable String nextUrl,
		@Nullable Validator validator, Instant updatedAt) {

	/** How long an answer may be taken for unchanged. */
	static final Duration BELIEVED = Duration.ofMinutes(1);

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

	/** At the first page again: since moves at the end only, so nothing is lost. */
	Cursor fromFirst(Instant now) {
		return at(this.feed, this.since, now);
	}

	/** Written at the epoch, so that who stands by takes it for no end of a reading. */
	Cursor brokenOff() {
		return fromFirst(Instant.EPOCH);
	}

	/** At the end of a reading; never backwards. */
	Cursor movedTo(Instant moment, Instant now) {
		return at(this.feed, moment.isAfter(this.since) ? moment : this.since, now);
	}

	/** The validator that may be sent back to a URL now. */
	Optional<Validator> validatorFor(String url, Instant now) {
		return Optional.ofNullable(this.validator)
			.filter((seen) -> seen.url().equals(url) && !now.isBefore(this.updatedAt)
					&& now.isBefore(this.updatedAt.plus(BELIEVED)));
	}

	/**
	 * What the API gave to recognise an answer by (RFC 9110, section 8.8). It belongs to
	 * one URL.
	 */
	record Validator(String url, @Nullable String etag, @Nullable String lastModified) {

		/** Of the request that sends it back. */
		Map<String, String> headers() {
			Map<String, String> headers = new HashMap<>();
			if (this.etag != null) {
				headers.put("If-None-Match", this.etag);
			}
			if (this.lastModified != null) {
				headers.put("If-Modified-Since", this.lastModified);
			}
			return headers;
		}

	}

}
