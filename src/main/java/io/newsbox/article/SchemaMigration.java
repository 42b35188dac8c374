package io.newsbox.article;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.core.NestedExceptionUtils;

/**
 * Brings the schema up to date at the start, beside it; with the database down, as soon
 * as it is back, so that newsbox starts all the same. Batches that come earlier are held.
 */
public final class SchemaMigration implements FlywayMigrationStrategy, Callback {

	private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);

	/** Long enough for the usual case, in which nothing is to be done. */
	private static final Duration START_WAITS = Duration.ofSeconds(1);

	private static final Duration RETRY = Duration.ofSeconds(1);

	/**
	 * Of one statement: an index of a large table, say. Cut off, it would begin again. A
	 * server that vanishes meanwhile is waited for as long.
	 */
	private static final Duration LONGEST = Duration.ofHours(1);

	/**
	 * For one that is under way when newsbox stops; what it has not done is taken back.
	 */
	private static final Duration STOP_WAITS = Duration.ofSeconds(5);

	private final Duration startWaits;

	private final CountDownLatch stops = new CountDownLatch(1);

	/** Null before it begins, and where {@code spring.flyway.enabled} is false. */
	private volatile @Nullable Thread migration;

	private volatile @Nullable String failure;

	public SchemaMigration() {
		this(START_WAITS);
	}

	SchemaMigration(Duration startWaits) {
		this.startWaits = startWaits;
	}

	@Override
	public void migrate(Flyway flyway) {
		Thread thread = new Thread(() -> migrateAtLast(flyway), "schema-migration");
		thread.setDaemon(true);
		thread.start();
		this.migration = thread;
	}

	/** Waits until it is done, for a second at most: who comes next needs the tables. */
	public void await() {
		await(this.startWaits);
	}

	/** Lets the present attempt end, before the pool is closed, and makes no other. */
	public void close() {
		this.stops.countDown();
		await(STOP_WAITS);
	}

	private void await(Duration most) {
		Thread thread = this.migration;
		try {
			if (thread != null) {
				thread.join(most.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean supports(Event event, Context context) {
		return event == Event.BEFORE_EACH_MIGRATE;
	}

	@Override
	public boolean canHandleInTransaction(Event event, Context context) {
		return true;
	}

	/**
	 * Gives the migration more time than a batch has: {@code socketTimeout}, and in its
	 * transaction {@code statement_timeout}.
	 */
	@Override
	public void handle(Event event, Context context) {
		try (Statement statement = context.getConnection().createStatement()) {
			statement.execute("SET LOCAL statement_timeout = " + LONGEST.toMillis());
			context.getConnection().setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
		}
		catch (SQLException ex) {
			throw new FlywayException(ex);
		}
	}

	@Override
	public String getCallbackName() {
		return "longest statement";
	}

	/** Why the last attempt failed; null before the first, and once it worked. */
	@Nullable String failure() {
		return this.failure;
	}

	private void migrateAtLast(Flyway flyway) {
		for (String now = attempt(flyway); now != null; now = attempt(flyway)) {
			if (!now.equals(this.failure)) {
				LOG.warn("Cannot bring the database schema up to date, trying again until it works: {}", now);
				this.failure = now;
			}
			if (!pause()) {
				return;
			}
		}
		this.failure = null;
		LOG.info("The database schema is up to date");
	}

	private static @Nullable String attempt(Flyway flyway) {
		try {
			flyway.migrate();
			return null;
		}
		catch (RuntimeException ex) {
			// whatever it is, or there would be no next attempt
			return String.valueOf(NestedExceptionUtils.getMostSpecificCause(ex).getMessage()).strip();
		}
	}

	/** Whether there is to be another attempt. */
	private boolean pause() {
		try {
			return !this.stops.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
