package io.newsbox.article;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ServiceStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/**
 * Dead letters as operations see them and work on them. Those that were replayed with
 * success stay in the table and are not seen here.
 */
@ManagedResource(objectName = "io.newsbox:type=DeadLetters",
		description = "Items that could not be stored and wait in table dead_letter")
public final class DeadLetters {

	/** The route that sends one of them through {@code article-store} again. */
	public static final String RETRY = "direct:dead-letter-retry";

	/** Id of the route that does so with all of them. */
	public static final String REPLAY = "dead-letter-replay";

	private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

	private static final int PAGE = 100;

	private static final int LARGEST_PAGE = 1000;

	private static final int PATIENCE_SECONDS = 20;

	private final DeadLetterTable table;

	private final Database database;

	private final Replay replay;

	private final CamelContext camel;

	private final ProducerTemplate routes;

	public DeadLetters(JdbcClient jdbc, Database database, Replay replay, CamelContext camel, ProducerTemplate routes) {
		this.table = new DeadLetterTable(jdbc);
		this.database = database;
		this.replay = replay;
		this.camel = camel;
		this.routes = routes;
	}

	@ManagedAttribute(description = "How many wait, some seconds ago; null while the database does not answer")
	public @Nullable Long getCount() {
		return this.database.waiting();
	}

	@ManagedAttribute(description = "Whether a replay of all runs")
	public boolean isReplaying() {
		ServiceStatus status = this.camel.getRouteController().getRouteStatus(REPLAY);
		return (status != null && !status.isStopped()) || this.camel.getInflightRepository().size(REPLAY) > 0;
	}

	@ManagedAttribute(description = "How many waited when the last replay of all began")
	public long getReplayTotal() {
		return this.replay.progress().total;
	}

	@ManagedAttribute(description = "How many of these are stored by now, or filtered")
	public long getReplayed() {
		return this.replay.progress().replayed.get();
	}

	@ManagedAttribute(description = "How many of these failed again, and go on waiting")
	public long getReplayFailed() {
		return this.replay.progress().failed.get();
	}

	/** Lists the oldest {@value #PAGE}. */
	@ManagedOperation(description = "Lists the oldest " + PAGE)
	public List<Map<String, Object>> list() {
		return list(0, PAGE);
	}

	/** Lists the oldest after one of them. */
	@ManagedOperation(description = "Lists the oldest after the one with the id given, page by page")
	@ManagedOperationParameter(name = "afterId", description = "the last id of the page before; 0 for the first page")
	@ManagedOperationParameter(name = "limit", description = "most lines of the page, 1 to " + LARGEST_PAGE)
	public List<Map<String, Object>> list(long afterId, int limit) {
		if (limit < 1 || limit > LARGEST_PAGE) {
			throw new IllegalArgumentException("limit is %d; it must be 1 to %d".formatted(limit, LARGEST_PAGE));
		}
		return this.table.lines(afterId, limit);
	}

	/** Sends one dead letter through {@code article-store} again. */
	@ManagedOperation(description = "Sends one through article-store again; if it fails again, it goes on waiting with"
			+ " one attempt more")
	@ManagedOperationParameter(name = "id", description = "as listed")
	public String replay(long id) throws InterruptedException, ExecutionException {
		waiting(id);
		try {
			Exchange retry = this.routes.asyncSend(RETRY, (exchange) -> exchange.getMessage().setBody(id))
				.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			if (retry.getException() != null) {
				throw new ExecutionException(retry.getException());
			}
		}
		catch (TimeoutException ex) {
			throw new IllegalStateException(
					"Dead letter %d is held, since rows cannot be stored now; see /actuator/health. It is tried until it works"
						.formatted(id),
					ex);
		}
		this.database.lookSoon();
		return this.table.line(id)
			.map((line) -> "Failed again, attempt %s: %s: %s".formatted(line.get("attempts"), line.get("reason"),
					line.get("detail")))
			.orElse("Dead letter %d is replayed".formatted(id));
	}

	/**
	 * Starts the route {@code dead-letter-replay}, which ends by itself. One order at a
	 * time, or the second would forget the progress of the first, and so end it.
	 */
	@ManagedOperation(
			description = "Sends all that wait through article-store again, one by one, in the background; see"
					+ " Replaying. To end it early stop the route " + REPLAY)
	public synchronized String replayAll() throws Exception {
		if (isReplaying()) {
			throw new IllegalStateException(
					"A replay runs: %d of %d are tried. Wait until Replaying is false, or stop the route %s"
						.formatted(getReplayed() + getReplayFailed(), getReplayTotal(), REPLAY));
		}
		this.replay.ordered();
		this.camel.getRouteController().startRoute(REPLAY);
		return "Started; see Replaying, ReplayTotal, Replayed and ReplayFailed";
	}

	/** Deletes one dead letter. */
	@ManagedOperation(description = "Deletes one for good, with its body")
	@ManagedOperationParameter(name = "id", description = "as listed")
	public String discard(long id) {
		Map<String, Object> letter = waiting(id);
		this.table.delete(id);
		LOG.info("Dead letter {} is discarded: {}", id, Words.line(letter.toString()));
		this.database.lookSoon();
		return "Dead letter %d is discarded".formatted(id);
	}

	private Map<String, Object> waiting(long id) {
		return this.table.line(id)
			.orElseThrow(() -> new IllegalArgumentException("No dead letter with id %d waits".formatted(id)));
	}

}
