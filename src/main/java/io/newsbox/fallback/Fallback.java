package io.newsbox.fallback;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.newsbox.intake.Intake;
import net.javacrumbs.shedlock.core.LockProvider;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.spi.CircuitBreakerConstants;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Decides when the article API is read, from where, and when that is enough. Bean
 * {@code fallback} of {@code article-fallback.camel.yaml}.
 * <ol>
 * <li>While the subscription lives and there is no gap, {@code since} follows the last
 * moment when it was known to live: in the database, so that a restart during an outage
 * knows where to begin.</li>
 * <li>When it is lost the feed is read every poll interval from {@code since - overlap},
 * page by page; each {@link Reading} moves {@code since}.</li>
 * <li>When it lives again the feed is read on until one reading was begun after that
 * moment (see {@link Watch}): the gap is closed.</li>
 * <li>A process begins with a gap, since it cannot know what happened before it.</li>
 * <li>Without a cursor the feed is read from its beginning if table {@code article} is
 * empty, else from the newest article on.</li>
 * <li>While all seems well, every sweep interval, and one overlap after a gap was closed,
 * the feed is read from where the last sweep began. A sweep has a cursor of its own and
 * hands over everything, to find what was lost silently.</li>
 * <li>Of several instances on one database one reads at a time, see {@link Lease}; for
 * the others a gap is closed when {@code since} has passed their return.</li>
 * </ol>
 */
public final class Fallback {

	private final FallbackProperties properties;

	private final Clock clock;

	private final Watch watch;

	private final Position position;

	private final Lease lease;

	private final Failures failures;

	private final Handed handed = new Handed();

	private final FallbackLog log;

	private @Nullable Reading reading;

	private boolean sweeping;

	private volatile boolean standingBy;

	private Instant nextPoll = Instant.MIN;

	private long itemsOfGap;

	private Instant gapFrom = Instant.EPOCH;

	private volatile boolean pollWanted;

	private volatile @Nullable Instant activeSince;

	private volatile @Nullable Instant lastPollAt;

	public Fallback(FallbackProperties properties, Intake intake, JdbcClient database, LockProvider locks,
			Clock clock) {
		this.properties = properties;
		this.clock = clock;
		this.watch = new Watch(intake, clock);
		this.position = new Position(properties, new Cursors(database), clock);
		this.lease = new Lease(locks, clock);
		this.log = new FallbackLog(properties, clock);
		this.failures = new Failures(clock, new BackOff(clock, properties.pollInterval()), this.log);
	}

	/** The probe succeeded. */
	public void brokerAnswers() {
		Instant silentSince = this.watch.silentSince();
		boolean wasLost = this.watch.lost();
		if (this.watch.answered()) {
			readSoon();
			if (wasLost) {
				this.log.back(silentSince);
			}
		}
		follow();
	}

	private void follow() {
		Instant fedUntil = this.watch.fedUntil();
		if (fedUntil != null && isEnabled()) {
			this.position.follow(fedUntil);
		}
	}

	/**
	 * The probe failed, or was not made.
	 * @param exchange as the circuit breaker left it
	 */
	public void brokerFails(Exchange exchange) {
		String breaker = exchange.getProperty(CircuitBreakerConstants.RESPONSE_STATE, String.class);
		// else a failure of the API would be reported with this cause
		Object why = exchange.removeProperty(ExchangePropertyKey.EXCEPTION_CAUGHT);
		if (this.watch.failed(why != null, "CLOSED".equals(breaker))) {
			readSoon();
			this.log.lost(this.watch.silentSince(), this.watch.tries(),
					(why instanceof Exception cause) ? Failure.words(cause) : null, this.position.since());
		}
	}

	/** Whether a page is to be read now. */
	public boolean hasPage(@ExchangeProperty(Exchange.LOOP_INDEX) @Nullable Integer pagesRead) {
		int pages = (pagesRead != null) ? pagesRead : 0;
		if (this.pollWanted) {
			this.pollWanted = false;
			this.position.sweepNow();
			readSoon();
		}
		if (!isEnabled() || pages >= this.properties.maxPages() || !isAllowed()) {
			return false;
		}
		if (this.reading == null || (this.sweeping && this.watch.gap())) {
			begin();
		}
		return this.reading != null;
	}

	/**
	 * Whether there may be something to read, and this instance is the one to read it.
	 */
	private boolean isAllowed() {
		if (!this.failures.areRestedFrom()) {
			this.lease.keep();
			return false;
		}
		if (this.reading == null && !this.watch.gap() && !this.position.isSweepDue()) {
			this.lease.release();
			return false;
		}
		boolean ours = this.lease.take();
		if (!ours) {
			standBy();
		}
		else if (this.standingBy && this.watch.lost()) {
			this.log.takesOver();
		}
		this.standingBy = !ours;
		return ours;
	}

	private void standBy() {
		this.reading = null;
		if (!this.standingBy && this.watch.lost()) {
			this.log.standsBy();
		}
		Instant now = this.clock.instant();
		if (this.watch.gap() && !now.isBefore(this.nextPoll)) {
			this.nextPoll = now.plus(this.properties.pollInterval());
			Instant fedUntil = this.position.fedUntil();
			if (fedUntil != null && this.watch.closesGap(fedUntil)) {
				this.log.gapClosedElsewhere(fedUntil);
				gapClosed();
			}
		}
	}

	private void begin() {
		this.sweeping = !this.watch.gap();
		if (this.sweeping) {
			this.reading = this.position.sweep();
			return;
		}
		Instant now = this.clock.instant();
		this.reading = null;
		if (!now.isBefore(this.nextPoll)) {
			this.nextPoll = now.plus(this.properties.pollInterval());
			this.reading = this.position.poll(this.handed);
			if (this.activeSince == null) {
				this.activeSince = now;
				this.gapFrom = this.reading.cursor().since();
			}
		}
	}

	/** RFC 3339, UTC, whole seconds: from where on the feed is to be read. */
	public String updatedSince() {
		return FallbackLog.text(this.position.from(reading().cursor().since()));
	}

	/**
	 * Makes the message the next request.
	 * @param query of the first page, without a question mark
	 */
	public void request(Message message, @Variable("query") String query) {
		String url = this.properties.articleApiUrl();
		URI first = URI.create(url + (url.contains("?") ? "&" : "?") + query);
		// the reading that closes a gap takes no 304 for an answer
		Map<String, String> headers = reading().request(first, this.watch.lost());
		headers.forEach(message::setHeader);
		message.setHeader(Exchange.HTTP_URI, reading().url().toString());
		this.lastPollAt = this.clock.instant();
	}

	/** Takes the answer; the new body is the list of items to be stored. */
	public List<byte[]> answered(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body byte @Nullable [] body,
			@Headers Map<String, Object> headers) throws ApiFailure {
		return reading().answered(status, (body != null) ? body : new byte[0], headers);
	}

	/** The items of the last answer are stored. */
	public void stored() throws ApiFailure {
		Reading stored = reading();
		boolean whole = stored.stored();
		this.failures.succeeded(stored.pages(), whole);
		if (whole) {
			this.reading = null;
			finished(stored);
		}
	}

	private void finished(Reading whole) {
		this.position.finished(whole);
		if (this.sweeping) {
			return;
		}
		this.itemsOfGap += whole.items();
		if (this.watch.closesGap(whole)) {
			this.log.gapClosed(this.gapFrom, this.itemsOfGap);
			gapClosed();
		}
	}

	private void gapClosed() {
		this.activeSince = null;
		this.itemsOfGap = 0;
		this.position.sweepAfterOverlap();
		follow();
	}

	/** Lets another instance read, at the end. */
	public void close() {
		this.lease.release();
	}

	/** Anything went wrong since {@link #hasPage}. The cursor is where it was. */
	public void failed(@ExchangeException Exception cause) {
		Reading failed = this.reading;
		this.reading = (failed != null && failed.canGoOn()) ? failed : null;
		this.failures.add(cause, (failed != null) ? failed.pages() : 0);
		if (!(cause instanceof ApiFailure)) {
			// no answer from here: another instance may get one
			this.lease.release();
		}
	}

	/** At the next look, whatever is due. */
	void pollNow() {
		if (!isEnabled()) {
			throw new IllegalStateException("No article API is set: newsbox.fallback.article-api-url is empty");
		}
		this.pollWanted = true;
	}

	/** Whether the article API is read in place of the broker, or to close a gap. */
	public boolean isActive() {
		return isEnabled() && this.watch.gap();
	}

	/** Whether it is read by another instance. */
	boolean isStandingBy() {
		return isActive() && this.standingBy;
	}

	/** Since when it is read; null while it is not. */
	public @Nullable Instant getSince() {
		return this.activeSince;
	}

	/** What was updated before is stored; null where that is not known yet. */
	public @Nullable Instant getCursor() {
		return this.position.since();
	}

	/** When the last request was made; null before the first. */
	public @Nullable Instant getLastPollAt() {
		return this.lastPollAt;
	}

	/** Why the API cannot be read, and since when; null while it can. */
	public @Nullable String getLastError() {
		Failure current = this.failures.current();
		return (current != null) ? current.why() + " (since " + FallbackLog.text(current.since()) + ")" : null;
	}

	private void readSoon() {
		this.nextPoll = Instant.MIN;
		this.failures.cutShort();
	}

	private boolean isEnabled() {
		return !this.properties.articleApiUrl().isEmpty();
	}

	private Reading reading() {
		if (this.reading == null) {
			throw new IllegalStateException("no reading was begun");
		}
		return this.reading;
	}

}
