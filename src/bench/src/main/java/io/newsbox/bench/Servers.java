package io.newsbox.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.atomic.AtomicInteger;

import io.newsbox.kit.Ports;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.RabbitNode;
import org.flywaydb.core.Flyway;

/**
 * A private broker and a private database, which all peers use in turn.
 *
 * @param databases counts the databases made so far
 */
record Servers(RabbitNode broker, Postgres database, AtomicInteger databases) implements AutoCloseable {

	static Servers start() throws Exception {
		Servers servers = new Servers(new RabbitNode(),
				new Postgres(Ports.free(), Path.of("target", "bench", "postgres")), new AtomicInteger());
		servers.broker.start();
		servers.database.start();
		servers.configure();
		return servers;
	}

	/** As in production, and so that it can be asked when a row was committed. */
	private void configure() throws Exception {
		try (Connection connection = superuser("postgres"); var statement = connection.createStatement()) {
			for (String setting : new String[] { "track_commit_timestamp = on", "shared_buffers = '512MB'",
					"max_wal_size = '4GB'", "autovacuum_naptime = '1h'" }) {
				statement.execute("ALTER SYSTEM SET " + setting);
			}
		}
		this.database.restart();
	}

	/** A new database with newsbox's tables. */
	Postgres.Database newDatabase() throws Exception {
		String name = "bench" + this.databases.incrementAndGet();
		Postgres.Database made = this.database.database(name);
		Flyway.configure()
			.dataSource(made.url(), made.user(), made.password())
			.locations("filesystem:src/main/resources/db/migration")
			.load()
			.migrate();
		try (Connection connection = superuser("postgres"); var statement = connection.createStatement()) {
			// outranks what the kit says for the whole server
			statement.execute("ALTER DATABASE " + name + " SET synchronous_commit = on");
			statement.execute("CHECKPOINT");
		}
		return made;
	}

	void drop(Postgres.Database made) throws Exception {
		try (Connection connection = superuser("postgres"); var statement = connection.createStatement()) {
			statement.execute("DROP DATABASE " + made.url().replaceFirst(".*/", "") + " WITH (FORCE)");
		}
	}

	private Connection superuser(String name) throws Exception {
		return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + this.database.port() + "/" + name,
				"postgres", "postgres");
	}

	/** CPU time that broker and database have used, in seconds. */
	double cpuSeconds() {
		return Cpu.secondsOfAll(this.broker.handle()) + Cpu.secondsOfAll(this.database.handle());
	}

	@Override
	public void close() {
		this.broker.close();
		this.database.close();
	}

}
