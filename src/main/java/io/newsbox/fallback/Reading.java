package io.newsbox.fallback;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One reading of the feed, from the cursor to the last page.
 * <ol>
 * <li>It begins at {@code updated_since = since - overlap}, or at the page where an
 * earlier process left off.</li>
 * <li>After a page is stored the cursor points at the next page.</li>
 * <li>After the last page {@code since} becomes the moment at which the reading began, by
 * the API's clock where that is behind ours.</li>
 * <li>A single page without news leaves {@code since} where it was: the next reading has
 * the same URL and may send back the page's validators. A quiet feed costs a 304.</li>
 * <li>Validators are believed for {@link Cursor#BELIEVED} only: a page that has become
 * full stays as it was while news goes to a second page.</li>
 * <li>A next page at another server is never asked for, and the reading fails, as does
 * one without end, see {@link Trail}.</li>
 * </ol>
 */
final class Reading {

	private static final Set<Integer> GONE = Set.of(400, 404, 410);

	private final Cursors cursors;

	private final Clock clock;

	private final ApiClock apiClock;

	private final @Nullable RecentItems handed;

	private final Instant begunAt;

	private final boolean resumed;

	private final String credential;

	private final Trail trail = new Trail();

	private Cursor cursor;

	private @Nullable URI url;

	private Answer answer = Answer.NONE;

	private List<byte[]> news = List.of();

	private @Nullable Instant nextSince;

	private boolean conditional;

	private boolean lost;

	private int pages;

	private long items;

	/**
	 * @param credential name of the query parameter that bears the credential; empty:
	 * none
	 * @param handed items that need not be stored again; null: all are handed over
	 */
	Reading(Cursor cursor, Cursors cursors, Clock clock, ApiClock apiClock, String credential,
			@Nullable RecentItems handed) {
		this.cursor = cursor;
		this.credential = credential;
		this.cursors = cursors;
		this.clock = clock;
		this.apiClock = apiClock;
		this.handed = handed;
		this.begunAt = clock.instant();
		this.nextSince = cursor.nextSince();
		this.resumed = cursor.nextUrl() != null;
	}

	/**
	 * Prepares the next request.
	 * @param first address of the first page
	 * @param conditional whether validators may be sent back
	 * @return its headers; the address is {@link #url()}
	 */
	Map<String, String> request(URI first, boolean conditional) {
		if (this.url == null) {
			this.url = (this.cursor.nextUrl() != null) ? URI.create(this.cursor.nextUrl()) : first;
		}
		Optional<Cursor.Validator> validator = conditional
				? this.cursor.validatorFor(this.url.toString(), this.clock.instant()) : Optional.empty();
		this.conditional = validator.isPresent();
		this.answer = Answer.NONE;
		return validator.map(Cursor.Validator::headers).orElse(Map.of());
	}

	/**
	 * Takes the answer to the request.
	 * @return the items to be stored, each a JSON text
	 */
	List<byte[]> answered(int status, byte[] body, Map<String, Object> headers) throws ApiFailure {
		Instant date = Answer.date(headers);
		if (date != null) {
			this.apiClock.learn(date);
		}
		if (this.nextSince == null) {
			this.nextSince = this.apiClock.at(this.begunAt);
		}
		if (GONE.contains(status) && (this.resumed || this.pages > 0)) {
			this.lost = true;
			this.cursors.save(this.cursor.brokenOff());
			throw new ApiFailure("answers " + status + " to a next page that it named; the first page is next");
		}
		this.answer = Answer.of(url(), this.conditional, this.credential, status, body, headers, this.apiClock.now());
		this.news = (this.handed != null) ? this.handed.unknown(this.answer.items()) : this.answer.items();
		return this.news;
	}

	/**
	 * Moves the cursor, after the items of the last answer were stored.
	 * @return whether that was the last page
	 */
	boolean stored() throws ApiFailure {
		URI next = this.answer.next();
		if (next != null && !NextPage.sameServer(url(), next)) {
			throw new ApiFailure("names a next page at another server, which is not read: " + NextPage.server(next)
					+ ", while this one is at " + NextPage.server(url()));
		}
		boolean goesOn = next != null && this.trail.goesOn(url(), next, this.answer.items());
		this.pages++;
		this.items += this.news.size();
		if (this.handed != null) {
			this.handed.add(this.news);
		}
		if (next != null && goesOn) {
			save(this.cursor.before(next.toString(), nextSince(), this.clock.instant()));
			this.url = next;
			return false;
		}
		finish();
		return true;
	}

	private void finish() {
		boolean quiet = this.handed != null && !this.resumed && this.pages == 1 && this.news.isEmpty();
		if (!quiet) {
			save(this.cursor.movedTo(nextSince(), this.clock.instant()));
		}
		else if (!this.answer.unchanged()) {
			// instances that stand by see that this one gets on
			save(this.cursor.quiet(this.answer.validator(), this.clock.instant()));
		}
	}

	private void save(Cursor moved) {
		this.cursors.save(moved);
		this.cursor = moved;
	}

	URI url() {
		if (this.url == null) {
			throw new IllegalStateException("no request was made yet");
		}
		return this.url;
	}

	/** By our clock; one of an earlier process, or of a later clock, proves nothing. */
	boolean begunSince(Instant moment) {
		return !this.resumed && !this.begunAt.isBefore(moment) && !this.begunAt.isAfter(this.clock.instant());
	}

	/** Whether, after a failure, the same page may be tried again. */
	boolean canGoOn() {
		return this.pages > 0 && !this.lost;
	}

	Cursor cursor() {
		return this.cursor;
	}

	/** Pages stored. */
	int pages() {
		return this.pages;
	}

	/** Items handed over. */
	long items() {
		return this.items;
	}

	private Instant nextSince() {
		return (this.nextSince != null) ? this.nextSince : this.cursor.since();
	}

}
