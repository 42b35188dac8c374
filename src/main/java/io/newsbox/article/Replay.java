package io.newsbox.article;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.apache.camel.Variable;
import org.apache.camel.component.jdbc.JdbcConstants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The steps of the routes {@code dead-letter-replay} and {@code dead-letter-retry} that
 * are newsbox's own. Bean {@code replay}.
 * <p>
 * Only the ids of what waits are in memory, and one dead letter at a time.
 */
public final class Replay {

	private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

	private final DeadLetterTable deadLetters;

	private final Outage outage;

	private volatile Progress progress = new Progress(0);

	public Replay(JdbcClient jdbc, Outage outage) {
		this.deadLetters = new DeadLetterTable(jdbc);
		this.outage = outage;
	}

	/** One is to begin; what the one before did is no longer told. */
	void ordered() {
		this.progress = new Progress(0);
	}

	/** Begins a replay; the new body is the list of the ids of all that waits. */
	public List<Long> begin(Exchange exchange) {
		List<Long> ids = this.deadLetters.ids();
		this.outage.released(exchange);
		Progress mine = new Progress(ids.size());
		this.progress = mine;
		exchange.setVariable("progress", mine);
		return ids;
	}

	/**
	 * Whether to go on with the next one: not after the route was stopped, nor after it
	 * was started anew.
	 */
	public boolean goesOn(Exchange exchange, @Variable("progress") Progress mine) {
		return mine == this.progress && exchange.getContext()
			.getRoute(exchange.getFromRouteId())
			.getConsumer() instanceof StatefulService timer && timer.getStatus() == ServiceStatus.Started;
	}

	/**
	 * Makes the message again that was parked, with all that counts when it is read.
	 * @param row columns {@code body}, {@code content_encoding} and {@code sent_at}, a
	 * text
	 */
	public List<Message> revive(@Body Map<String, Object> row) {
		MessageProperties properties = new MessageProperties();
		properties.setContentEncoding((String) row.get("content_encoding"));
		if (row.get("sent_at") instanceof String sentAt) {
			properties.setTimestamp(Date.from(Instant.parse(sentAt)));
		}
		return List.of(new Message((byte[]) row.get("body"), properties));
	}

	/**
	 * One was tried.
	 * @param marked rows marked as replayed, none if it was parked again; null if it did
	 * not wait any more
	 */
	public void tried(@Variable("progress") Progress mine,
			@Header(JdbcConstants.JDBC_UPDATE_COUNT) @Nullable Integer marked) {
		if (marked != null) {
			((marked > 0) ? mine.replayed : mine.failed).incrementAndGet();
		}
	}

	/** All were tried, or the route was stopped. */
	public void ended(@Variable("progress") Progress mine) {
		LOG.info("Of {} dead letters {} were replayed and {} failed again", mine.total, mine.replayed, mine.failed);
	}

	/** How far the last replay has come. */
	Progress progress() {
		return this.progress;
	}

	/** How far a replay has come, in dead letters. */
	public static final class Progress {

		final long total;

		final AtomicLong replayed = new AtomicLong();

		final AtomicLong failed = new AtomicLong();

		Progress(long total) {
			this.total = total;
		}

	}

}
