package io.newsbox.article;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether rows can be stored, and how many dead letters wait. The database is asked every
 * {@value #PERIOD_SECONDS} seconds, on a thread of its own: a health check, a scrape or a
 * console never waits for it.
 */
public final class Database implements HealthIndicator {

	private static final Logger LOG = LoggerFactory.getLogger(Database.class);

	private static final int PERIOD_SECONDS = 5;

	private static final String NOT_ASKED = "not asked yet";

	/** While a look takes longer there is no answer. */
	private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

	private final DeadLetterTable deadLetters;

	private final SchemaMigration schema;

	private final Outage outage;

	private final Clock clock;

	private final ScheduledExecutorService looks = Executors
		.newSingleThreadScheduledExecutor((task) -> new Thread(task, "database-look"));

	private volatile Look last;

	private volatile @Nullable Instant lookingSince;

	public Database(JdbcClient jdbc, SchemaMigration schema, Outage outage, Clock clock, MeterRegistry meters) {
		this.deadLetters = new DeadLetterTable(jdbc);
		this.schema = schema;
		this.outage = outage;
		this.clock = clock;
		this.last = new Look(clock.instant(), null, NOT_ASKED);
		Gauge.builder("newsbox.database.usable", this, (self) -> self.isUsable() ? 1 : 0)
			.description("1 while the database answers and no batch is held, else 0")
			.register(meters);
		Gauge.builder("newsbox.dead.letters", this, Database::waitingOrNaN)
			.description("Dead letters that wait; NaN while the database does not answer")
			.register(meters);
	}

	/** Begins to look, once the schema is there or has not come within a second. */
	public void start() {
		this.looks.execute(this.schema::await);
		var unused = this.looks.scheduleWithFixedDelay(this::look, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
	}

	/** Looks no more. */
	public void close() {
		this.looks.shutdownNow();
	}

	/**
	 * Whether the database answered at the last look, or will soon, and no batch is held.
	 */
	public boolean isUsable() {
		return this.last.error() == null && silentSince() == null && this.outage.held() == null;
	}

	/**
	 * Since when there is no answer to the look in progress; null where that is young.
	 */
	private @Nullable Instant silentSince() {
		Instant since = this.lookingSince;
		return (since != null && Duration.between(since, this.clock.instant()).compareTo(LONGEST_LOOK) > 0) ? since
				: null;
	}

	@Override
	public Health health() {
		Look look = this.last;
		Outage.Held held = this.outage.held();
		String schema = this.schema.failure();
		if (look.error() != null) {
			return down(look.since(), (schema != null) ? "no schema: " + schema : look.error());
		}
		Instant silent = silentSince();
		if (silent != null) {
			return down(silent, "it does not answer");
		}
		if (held != null) {
			return down(held.since(), "a batch is held, it cannot be stored: " + held.cause());
		}
		// an outage may fall between two looks
		Instant since = Collections.max(List.of(look.since(), this.outage.endedAt()));
		Health.Builder up = Health.up().withDetail("since", Instants.seconds(since));
		// tables that somebody else made may do
		return ((schema != null) ? up.withDetail("schema", "is not brought up to date: " + schema) : up).build();
	}

	/** Dead letters that wait; null while the database does not answer. */
	@Nullable Long waiting() {
		return this.last.waiting();
	}

	/** Looks out of turn: something has changed. */
	void lookSoon() {
		this.looks.execute(this::look);
	}

	private void look() {
		this.lookingSince = this.clock.instant();
		try {
			enter(this.deadLetters.count(), null);
		}
		catch (RuntimeException | Error ex) {
			// whatever it is, or there would be no next look
			enter(null, Words.of(ex));
		}
		finally {
			this.lookingSince = null;
		}
	}

	private void enter(@Nullable Long waiting, @Nullable String error) {
		Look before = this.last;
		boolean changed = (before.error() == null) != (error == null);
		Instant now = this.clock.instant();
		this.last = new Look(changed ? now : before.since(), waiting, error);
		if (changed && error != null) {
			LOG.warn("The database cannot be used: {}", error);
		}
		else if (changed && !NOT_ASKED.equals(before.error())) {
			LOG.info("The database can be used again, after {} s", Duration.between(before.since(), now).toSeconds());
		}
	}

	private double waitingOrNaN() {
		Long waiting = waiting();
		return (waiting != null) ? waiting.doubleValue() : Double.NaN;
	}

	private static Health down(Instant since, String error) {
		return Health.down().withDetail("since", Instants.seconds(since)).withDetail("error", error).build();
	}

	/**
	 * @param since when it began to answer, or to fail
	 * @param error why there is no answer; null while there is
	 */
	private record Look(Instant since, @Nullable Long waiting, @Nullable String error) {
	}

}
