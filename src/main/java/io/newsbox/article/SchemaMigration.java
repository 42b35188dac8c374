package io.newsbox.article;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;

/**
 * Brings the schema up to date, beside the rest of the start; with the database down, as
 * soon as it is back, so that newsbox starts all the same. Batches that come earlier are
 * held.
 */
public final class SchemaMigration implements FlywayMigrationStrategy {

	private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);

	/** Long enough for the usual case, in which nothing is to be done. */
	private static final Duration USERS_WAIT = Duration.ofSeconds(1);

	private static final Duration RETRY = Duration.ofSeconds(1);

	/** Nothing to wait for where nothing is migrated. */
	private volatile CountDownLatch firstAttempt = new CountDownLatch(0);

	@Override
	public void migrate(Flyway flyway) {
		this.firstAttempt = new CountDownLatch(1);
		Thread migration = new Thread(() -> migrateAtLast(flyway), "schema-migration");
		migration.setDaemon(true);
		migration.start();
	}

	/** Waits for the first attempt, but not for a database that is silent. */
	public void await() {
		try {
			var unused = this.firstAttempt.await(USERS_WAIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void migrateAtLast(Flyway flyway) {
		String said = "";
		for (String failure = attempt(flyway); !failure.isEmpty(); failure = attempt(flyway)) {
			if (!failure.equals(said)) {
				LOG.warn("Cannot check the database schema, trying again until it works: {}", failure);
				said = failure;
			}
			if (!pause()) {
				return;
			}
		}
		LOG.info("The database schema is up to date");
	}

	private String attempt(Flyway flyway) {
		try {
			flyway.migrate();
			return "";
		}
		catch (FlywayException ex) {
			Throwable cause = ex;
			while (cause.getCause() != null) {
				cause = cause.getCause();
			}
			return String.valueOf(cause.getMessage()).strip();
		}
		finally {
			this.firstAttempt.countDown();
		}
	}

	private static boolean pause() {
		try {
			TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
