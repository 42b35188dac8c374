package io.newsbox.article;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log that batches are held because they cannot be stored now, once a minute,
 * and when that is over. The holding itself is done by the redelivery policy in
 * {@code article-store.camel.yaml}.
 */
public final class Outage implements Processor {

	private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

	private static final Duration REMINDER = Duration.ofMinutes(1);

	private final Clock clock;

	private final AtomicReference<@Nullable Held> held = new AtomicReference<>();

	public Outage(Clock clock) {
		this.clock = clock;
	}

	/** Called by Camel before each new attempt. */
	@Override
	public void process(Exchange exchange) {
		Instant now = this.clock.instant();
		Held previous = this.held.get();
		if (previous != null && now.isBefore(previous.said().plus(REMINDER))) {
			return;
		}
		Held current = new Held((previous != null) ? previous.since() : now, now, cause(exchange));
		if (this.held.compareAndSet(previous, current)) {
			LOG.warn("Cannot store since {}: {}. The messages are held unacked and tried again until it works.",
					current.since(), current.cause());
		}
	}

	/** Called when a batch is stored. */
	void over() {
		if (this.held.get() == null) {
			return;
		}
		Held over = this.held.getAndSet(null);
		if (over != null) {
			LOG.info("Storing again, after {} s", Duration.between(over.since(), this.clock.instant()).toSeconds());
		}
	}

	/** What is held now; null where nothing is. */
	@Nullable Held held() {
		return this.held.get();
	}

	private static String cause(Exchange exchange) {
		Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
		while (cause != null && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return String.valueOf(cause);
	}

	/**
	 * Batches that cannot be stored.
	 *
	 * @param since when the first of them failed
	 * @param said when that was last logged
	 * @param cause of the last failure that was logged
	 */
	record Held(Instant since, Instant said, String cause) {
	}

}
