package io.newsbox.article;

import java.util.concurrent.TimeUnit;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;

/**
 * Brings the schema up to date at the start; with the database down, as soon as it is
 * back, so that newsbox starts all the same. Batches that come earlier are held.
 */
public final class SchemaMigration implements FlywayMigrationStrategy {

	private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);

	private static final int RETRY_SECONDS = 2;

	@Override
	public void migrate(Flyway flyway) {
		if (!attempt(flyway)) {
			Thread thread = new Thread(() -> keepTrying(flyway), "schema-migration");
			thread.setDaemon(true);
			thread.start();
		}
	}

	private static void keepTrying(Flyway flyway) {
		try {
			do {
				TimeUnit.SECONDS.sleep(RETRY_SECONDS);
			}
			while (!attempt(flyway));
			LOG.info("The database schema is up to date now");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean attempt(Flyway flyway) {
		try {
			flyway.migrate();
			return true;
		}
		catch (FlywayException ex) {
			LOG.warn("Cannot check the database schema, trying again every {} s: {}", RETRY_SECONDS,
					String.valueOf(ex.getMessage()).lines().filter((line) -> !line.isBlank()).findFirst().orElse(""));
			return false;
		}
	}

}
