package io.newsbox.fallback;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Failures to read the feed: the first of a series is said, and a new cause after a
 * minute; the API is left alone for a while after each; and a page further than they
 * came, or a whole reading, ends it.
 */
final class Failures {

	// a mishap is over by then; a page that is gone, or refused, never is
	private static final int ENOUGH = 5;

	/** Causes may take turns. */
	private static final Duration QUIET = Duration.ofMinutes(1);

	private final Clock clock;

	private final BackOff backOff;

	private final FallbackLog log;

	private int atPage;

	private int answers;

	private int failures;

	private @Nullable String said;

	private final Span quiet;

	private volatile @Nullable Failure current;

	Failures(Clock clock, BackOff backOff, FallbackLog log) {
		this.clock = clock;
		this.backOff = backOff;
		this.log = log;
		this.quiet = new Span(clock);
	}

	/**
	 * Any failure since a page was due.
	 * @param pages that were stored before it
	 */
	void add(Exception cause, int pages) {
		if (ObjectHelper.getException(InterruptedException.class, cause) != null) {
			// its route is exchanged or stopped: no fault of the API
			return;
		}
		Failure before = this.current;
		Failure failure = Failure.of(cause, (before != null) ? before.since() : this.clock.instant());
		this.current = failure;
		this.atPage = pages;
		Duration asked = (cause instanceof ApiFailure answer) ? answer.retryAfter() : null;
		this.answers += (cause instanceof ApiFailure && asked == null) ? 1 : 0;
		Instant until = Failure.isOfDatabase(cause) ? this.backOff.failedElsewhere() : this.backOff.failed(asked);
		this.failures++;
		boolean say = before == null || (!failure.why().equals(this.said) && this.quiet.isOver());
		this.log.fails(failure.why(), until, say, cause);
		if (say) {
			this.said = failure.why();
			this.quiet.begin(QUIET);
		}
	}

	/**
	 * A page is stored. That ends the series if it is further than the failures came:
	 * else a feed that always breaks at its tenth page would be said to work nine times.
	 */
	void succeeded(int pages, boolean last) {
		this.answers = 0;
		Failure over = this.current;
		if (over != null && (last || pages > this.atPage)) {
			this.log.worksAgain(over.since(), this.failures);
			forget();
		}
	}

	/**
	 * Whether a reading had better begin at the first page again: the API does answer,
	 * but has not given the page that is next for so long.
	 */
	boolean fromFirst() {
		return this.answers >= ENOUGH;
	}

	/** Whether the API may be asked now. */
	boolean mayAskAgain() {
		return this.backOff.isOver();
	}

	/** There is a new reason to read at once; what the API asked for still counts. */
	void cutShort() {
		this.backOff.cutShort();
	}

	/** Another instance gets on. */
	void forget() {
		this.current = null;
		this.failures = 0;
		this.backOff.succeeded();
	}

	/** Why the API cannot be read, and since when; null while it can. */
	@Nullable String text() {
		Failure failure = this.current;
		return (failure != null) ? failure.why() + " (since " + FallbackLog.text(failure.since()) + ")" : null;
	}

}
