package io.newsbox.article;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.core.NestedExceptionUtils;

/**
 * Brings the schema up to date at the start; with the database down, as soon as it is
 * back, so that newsbox starts all the same. Batches that come earlier are held.
 */
public final class SchemaMigration implements FlywayMigrationStrategy {

	private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);

	/** Long enough for the usual case, in which nothing is to be done. */
	private static final Duration START_WAITS = Duration.ofSeconds(1);

	private static final Duration RETRY = Duration.ofSeconds(1);

	@Override
	public void migrate(Flyway flyway) {
		Thread migration = new Thread(() -> migrateAtLast(flyway), "schema-migration");
		migration.setDaemon(true);
		migration.start();
		try {
			migration.join(START_WAITS.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void migrateAtLast(Flyway flyway) {
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

	private static String attempt(Flyway flyway) {
		try {
			flyway.migrate();
			return "";
		}
		catch (FlywayException ex) {
			return String.valueOf(NestedExceptionUtils.getMostSpecificCause(ex).getMessage()).strip();
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
