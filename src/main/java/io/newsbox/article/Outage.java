package io.newsbox.article;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log that batches are held because they cannot be stored now, once a minute,
 * and when that is over: none is held any more. The holding itself is done by the
 * redelivery policy in {@code article-store.camel.yaml}.
 */
public final class Outage implements Processor {

	private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

	private static final Duration REMINDER = Duration.ofMinutes(1);

	/** One outage after another, each over at once, would fill the log. */
	private static final Duration QUIET = Duration.ofSeconds(10);

	private static final Duration EXCHANGE = Duration.ofSeconds(1);

	private final Clock clock;

	/** Guarded by this. One may be held while another is stored: a row is locked, say. */
	private final Set<Exchange> exchanges = new HashSet<>();

	private volatile @Nullable Held held;

	private volatile Instant endedAt = Instant.EPOCH;

	private Instant saidAt = Instant.EPOCH;

	public Outage(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Whether there is to be a new attempt. Camel itself would go on until the consumers
	 * are stopped, and these are waited for.
	 */
	public boolean isWaitedFor(Exchange exchange) {
		return !exchange.getContext().isStopping();
	}

	/** Called by Camel before each new attempt. */
	@Override
	public synchronized void process(Exchange exchange) {
		if (this.exchanges.add(exchange)) {
			exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
				@Override
				public void onDone(Exchange done) {
					released(exchange);
				}
			});
		}
		Instant now = this.clock.instant();
		Held previous = this.held;
		boolean said = previous != null && previous.said();
		// by the wall clock, which may be set back meanwhile
		boolean say = Duration.between(this.saidAt, now).abs().compareTo(said ? REMINDER : QUIET) >= 0;
		Instant since = (previous != null) ? previous.since() : now;
		String cause = cause(exchange);
		// the other route is there again at once, as a rule
		say &= !cause.equals(Words.STOPPING) || Duration.between(since, now).abs().compareTo(EXCHANGE) > 0;
		Held current = new Held(since, said || say, cause);
		this.held = current;
		if (!say) {
			return;
		}
		this.saidAt = now;
		LOG.warn(
				"Cannot store since {}: {}. What came is held, unacked, and tried again until it works; nothing is lost.",
				current.since(), current.cause());
	}

	/** What was held is done, though its exchange may go on. */
	synchronized void released(Exchange exchange) {
		this.exchanges.remove(exchange);
		Held over = this.held;
		if (over != null && this.exchanges.isEmpty()) {
			this.endedAt = this.clock.instant();
			this.held = null;
			if (over.said()) {
				LOG.info("Nothing is held any more, after {} s",
						Duration.between(over.since(), this.clock.instant()).toSeconds());
			}
		}
	}

	/** What is held now; null where nothing is. */
	@Nullable Held held() {
		return this.held;
	}

	/** When something was held last; the epoch where nothing was yet. */
	Instant endedAt() {
		return this.endedAt;
	}

	private static String cause(Exchange exchange) {
		Throwable caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
		return (caught != null) ? Words.of(caught) : "unknown";
	}

	/**
	 * Batches that cannot be stored.
	 *
	 * @param since when the first of them failed
	 * @param said whether that was logged
	 * @param cause of the last failure
	 */
	record Held(Instant since, boolean said, String cause) {
	}

}
