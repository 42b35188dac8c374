package io.newsbox.fallback;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.newsbox.intake.Intake;
import net.javacrumbs.shedlock.support.StorageBasedLockProvider;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.spi.CircuitBreakerConstants;
import org.jspecify.annotations.Nullable;

/**
 * Reads the article API while the subscription does not live. Bean {@code fallback} of
 * {@code article-fallback.camel.yaml}.
 * <ol>
 * <li>While the subscription lives and there is no gap, {@code since} follows the last
 * moment when it was known to live: in the database, so that a restart during an outage
 * knows where to begin.</li>
 * <li>When it is lost the feed is read from {@code since - overlap}, page by page; each
 * {@link Reading} moves {@code since}. When is the matter of {@link Readings}.</li>
 * <li>When it lives again the feed is read on until one reading was begun after that
 * moment (see {@link Watch}): the gap is closed.</li>
 * </ol>
 */
public final class Fallback {

	private final FallbackProperties properties;

	private final Watch watch;

	private final Position position;

	private final FallbackLog log;

	private final Failures failures;

	private final Readings readings;

	private final Turn turn = new Turn();

	private volatile boolean sweepWanted;

	/** From a request to where the next one should have been made. */
	private final Span asked;

	public Fallback(FallbackProperties properties, Intake intake, DataSource database, StorageBasedLockProvider locks,
			Clock clock) {
		this.properties = properties;
		this.asked = new Span(clock);
		this.watch = new Watch(intake, clock);
		this.position = new Position(properties, new Cursors(database), clock);
		this.log = new FallbackLog(properties, clock);
		this.failures = new Failures(clock, new BackOff(clock, properties.pollInterval()), this.log);
		this.readings = new Readings(properties, this.watch, this.position, new Lease(locks, properties.feed(), clock),
				this.failures, this.log, clock);
	}

	/** The probe succeeded. */
	public void brokerAnswers() {
		Instant silentSince = this.watch.silentSince();
		boolean wasLost = this.watch.lost();
		if (this.watch.answered()) {
			this.readings.soon();
			if (wasLost) {
				this.log.back(silentSince);
			}
		}
		follow();
	}

	private void follow() {
		Instant fedUntil = this.watch.fedUntil();
		if (fedUntil != null && this.properties.isEnabled()) {
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
			this.readings.soon();
			this.log.lost(this.watch.silentSince(), this.watch.tries(),
					(why instanceof Exception cause) ? Failure.words(cause) : null, this.position.since());
		}
	}

	/** Whether a page is to be read now, by this thread. */
	public boolean hasPage(@ExchangeProperty(Exchange.LOOP_INDEX) @Nullable Integer pagesRead) {
		return this.turn.take(() -> isDue((pagesRead != null) ? pagesRead : 0));
	}

	private boolean isDue(int pages) {
		if (this.sweepWanted) {
			this.sweepWanted = false;
			this.position.sweepNow();
			this.readings.soon();
		}
		return this.properties.isEnabled() && pages < this.properties.maxPages() && this.readings.takeUpPage();
	}

	/** From where on the feed is to be read; see {@link Position#updatedSince}. */
	public String updatedSince() {
		return this.position.updatedSince(this.readings.current().cursor());
	}

	/**
	 * Makes the message the next request.
	 * @param query of the first page, without a question mark
	 */
	public void request(Message message, @Variable("query") String query) {
		// the reading that closes a gap takes no 304 for an answer
		Map<String, String> headers = this.readings.current()
			.request(this.properties.firstPage(query), this.watch.lost());
		headers.forEach(message::setHeader);
		message.setHeader(Exchange.HTTP_URI, this.readings.current().url().toString());
		this.asked.begin(this.properties.longestBetweenRequests());
	}

	/** Takes the answer; the new body is the list of items to be stored. */
	public List<byte[]> answered(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body byte @Nullable [] body,
			@Headers Map<String, Object> headers) throws ApiFailure {
		return this.readings.current().answered(status, (body != null) ? body : new byte[0], headers);
	}

	/** The items of the last answer are stored. */
	public void stored() throws ApiFailure {
		this.readings.stored();
		// a gap may be closed by that
		follow();
	}

	/** Anything went wrong since {@link #hasPage}. The cursor is where it was. */
	public void failed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
		this.readings.failed(cause);
		this.turn.pass();
	}

	/** Lets another instance read, at the end. */
	public void close() {
		this.readings.end();
	}

	/** A sweep is begun at the next look, whatever is due. */
	void pollNow() {
		if (!this.properties.isEnabled()) {
			throw new IllegalStateException("No article API is set: newsbox.fallback.article-api-url is empty");
		}
		this.sweepWanted = true;
	}

	/** Whether the article API is read in place of the broker, or to close a gap. */
	boolean isActive() {
		return this.properties.isEnabled() && this.watch.gap();
	}

	/** Whether it is being read, by this instance or by another one that gets on. */
	boolean isRead() {
		return this.readings.areElsewhere() ? this.position.otherReader().getsOn()
				: !this.asked.isOver() && lastError() == null;
	}

	/** Since when it is read; null while it is not. */
	@Nullable Instant readSince() {
		return this.readings.readSince();
	}

	/** What was updated before is stored; null where that is not known yet. */
	@Nullable Instant cursor() {
		return this.position.since();
	}

	/** When the last request was made; null before the first. */
	@Nullable Instant lastPollAt() {
		return this.asked.begunAt();
	}

	/** Why the API cannot be read, and since when; null while it can. */
	@Nullable String lastError() {
		return this.failures.text();
	}

}
