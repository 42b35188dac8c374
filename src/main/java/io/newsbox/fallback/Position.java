package io.newsbox.fallback;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/** Where readings begin: the cursors of polling and of the sweep. */
final class Position {

	private static final Logger LOG = LoggerFactory.getLogger(Position.class);

	// a loss of this is within any sensible overlap
	private static final Duration KEPT_EVERY = Duration.ofSeconds(5);

	private final FallbackProperties properties;

	private final Cursors cursors;

	private final Clock clock;

	private final ApiClock apiClock;

	/** What waited in the queue is stored since, and says nothing of the time before. */
	private final Instant start;

	private final Span kept;

	private Instant sweepPlannedAt = Instant.MIN;

	private final Span sweepPause;

	private volatile @Nullable Instant since;

	private final OtherReader otherReader;

	Position(FallbackProperties properties, Cursors cursors, Clock clock) {
		this.properties = properties;
		this.cursors = cursors;
		this.clock = clock;
		this.apiClock = new ApiClock(clock);
		this.kept = new Span(clock);
		this.sweepPause = new Span(clock);
		// while the feed is quiet a cursor is written once a minute
		this.otherReader = new OtherReader(clock, Cursor.BELIEVED.plus(Lease.LENGTH).plus(properties.pollInterval()));
		this.start = clock.instant();
	}

	/** Nothing is missing up to a moment. */
	void follow(Instant fedUntil) {
		if (!this.kept.isOver()) {
			return;
		}
		this.kept.begin(KEPT_EVERY);
		try {
			this.cursors.advance(this.properties.feed(), this.apiClock.at(fedUntil))
				.ifPresent((kept) -> this.since = kept);
		}
		catch (DataAccessException ex) {
			LOG.debug("The position is kept later", ex);
		}
	}

	/**
	 * Looks up how far another instance has come.
	 * @return up to when nothing is missing; null before any reading
	 */
	@Nullable Instant fedUntil() {
		this.cursors.find(this.properties.feed()).ifPresent((cursor) -> {
			this.since = cursor.since();
			this.otherReader.sees(cursor);
		});
		return this.since;
	}

	OtherReader otherReader() {
		return this.otherReader;
	}

	/**
	 * Begins a poll.
	 * @param fromFirst whether at the first page, wherever an earlier one left off
	 */
	Reading poll(boolean fromFirst, RecentItems handed) {
		this.otherReader.forget();
		Cursor cursor = this.cursors.find(this.properties.feed()).orElseGet(this::first);
		this.since = cursor.since();
		return reading(cursor, fromFirst, handed);
	}

	boolean isSweepDue() {
		return this.since != null && this.sweepPause.isOver();
	}

	/**
	 * Begins a sweep.
	 * @param fromFirst whether at the first page, wherever an earlier one left off
	 * @return null where another instance has just made one
	 */
	@Nullable Reading sweep(boolean fromFirst) {
		Cursor cursor = this.cursors.find(sweepFeed()).orElseGet(this::firstSweep);
		if (cursor.nextUrl() == null && cursor.updatedAt().isAfter(this.sweepPlannedAt)) {
			planSweep(this.properties.sweepInterval());
			return null;
		}
		return reading(cursor, fromFirst, null);
	}

	private Reading reading(Cursor cursor, boolean fromFirst, @Nullable RecentItems handed) {
		String next = cursor.nextUrl();
		boolean anew = next != null && (fromFirst || !this.properties.isOfApi(URI.create(next)));
		return new Reading(anew ? cursor.fromFirst(this.clock.instant()) : cursor, this.cursors, this.clock,
				this.apiClock, this.properties.credentialParameter(), handed);
	}

	void finished(Reading whole) {
		if (whole.cursor().feed().equals(this.properties.feed())) {
			this.since = whole.cursor().since();
			beginSweeps();
		}
		else {
			planSweep(this.properties.sweepInterval());
		}
	}

	/** Else the first sweep would begin behind the gaps until then. */
	private void beginSweeps() {
		try {
			this.cursors.add(firstSweep());
		}
		catch (DataAccessException ex) {
			LOG.debug("Done after the next reading", ex);
		}
	}

	/** What the API shows late is then to be seen. */
	void sweepAfterOverlap() {
		Duration overlap = this.properties.overlap();
		Duration interval = this.properties.sweepInterval();
		planSweep((overlap.compareTo(interval) < 0) ? overlap : interval);
	}

	private void planSweep(Duration delay) {
		this.sweepPlannedAt = this.clock.instant();
		this.sweepPause.begin(delay);
	}

	/** Also where another instance has just made one. */
	void sweepNow() {
		this.sweepPlannedAt = this.clock.instant();
		this.sweepPause.end();
	}

	/** From where on a reading asks: RFC 3339, UTC, whole seconds. */
	String updatedSince(Cursor cursor) {
		Instant from = cursor.since().minus(this.properties.overlap()).truncatedTo(ChronoUnit.SECONDS);
		return (from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from).toString();
	}

	/** What was updated before is stored; null where that is not known yet. */
	@Nullable Instant since() {
		return this.since;
	}

	private String sweepFeed() {
		return this.properties.feed() + ".sweep";
	}

	private Cursor firstSweep() {
		return Cursor.at(sweepFeed(), (this.since != null) ? this.since : Instant.EPOCH, Instant.EPOCH);
	}

	/**
	 * The beginning of the feed if table {@code article} was empty at the start, or is
	 * filled from another feed, else the newest article of before.
	 */
	private Cursor first() {
		Instant now = this.clock.instant();
		Duration elapsed = Duration.between(this.start, now);
		Cursor first = Cursor.at(this.properties.feed(),
				this.cursors.newestArticle(this.properties.feed(), elapsed).orElse(Instant.EPOCH), now);
		this.cursors.save(first);
		return first;
	}

}
