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

	private final AtomicReference<@Nullable Since> since = new AtomicReference<>();

	public Outage(Clock clock) {
		this.clock = clock;
	}

	/** Called by Camel before each new attempt. */
	@Override
	public void process(Exchange exchange) {
		Instant now = this.clock.instant();
		Since previous = this.since.get();
		if (previous != null && now.isBefore(previous.said().plus(REMINDER))) {
			return;
		}
		Since current = new Since((previous != null) ? previous.start() : now, now);
		if (this.since.compareAndSet(previous, current)) {
			LOG.warn("Cannot store since {}: {}. The messages are held unacked and tried again until it works.",
					current.start(), cause(exchange));
		}
	}

	/** Called when a batch is stored. */
	void over() {
		if (this.since.get() == null) {
			return;
		}
		Since over = this.since.getAndSet(null);
		if (over != null) {
			LOG.info("Storing again, after {} s", Duration.between(over.start(), this.clock.instant()).toSeconds());
		}
	}

	private static String cause(Exchange exchange) {
		Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
		while (cause != null && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return String.valueOf(cause);
	}

	private record Since(Instant start, Instant said) {
	}

}
