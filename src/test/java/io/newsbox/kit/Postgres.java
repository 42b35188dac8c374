package io.newsbox.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * An embedded PostgreSQL for tests to break; it keeps its port and its data over
 * {@link #stop()} and {@link #start()}.
 * <p>
 * Where a test makes it, its databases are hostile: every session is in the time zone
 * {@value #TIME_ZONE}, even that of a driver that asks for its own (the JDBC driver
 * does), and the user is no superuser. Code that depends on the session's time zone fails
 * here instead of in production.
 */
public final class Postgres implements AutoCloseable {

	/** UTC+05:45: neither UTC nor a whole hour. */
	public static final String TIME_ZONE = "Asia/Kathmandu";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String CREATE_OWNER = "CREATE ROLE newsbox LOGIN PASSWORD 'newsbox';";

	// a startup parameter outranks ALTER DATABASE … SET; a login trigger runs after both
	private static final String HOSTILE = """
			CREATE SCHEMA kit;
			GRANT USAGE ON SCHEMA kit TO public;
			CREATE FUNCTION kit.hostile() RETURNS event_trigger LANGUAGE plpgsql
				AS $$ BEGIN PERFORM set_config('TimeZone', '%s', false); END $$;
			CREATE EVENT TRIGGER hostile ON login EXECUTE FUNCTION kit.hostile();
			""".formatted(TIME_ZONE);

	private static @Nullable Postgres shared;

	private final AtomicInteger databases = new AtomicInteger();

	private final int port;

	private final Path directory;

	private final Path data;

	private final boolean hostile;

	private @Nullable EmbeddedPostgres server;

	private @Nullable ProcessHandle postmaster;

	private List<Long> frozen = List.of();

	/** A hostile server of its own, not started yet. */
	public Postgres() {
		this(Ports.free());
	}

	private Postgres(int port) {
		this(port, Path.of("target", "kit", "postgres-" + port), true);
	}

	/** A server for development: in UTC, and on the data that the directory holds. */
	public Postgres(int port, Path directory) {
		this(port, directory, false);
	}

	private Postgres(int port, Path directory, boolean hostile) {
		this.port = port;
		this.directory = directory.toAbsolutePath();
		this.data = this.directory.resolve("data");
		this.hostile = hostile;
	}

	/** The server that all tests of this JVM share, started at its first use. */
	public static synchronized Postgres shared() {
		if (shared == null) {
			shared = new Postgres();
			shared.start();
		}
		return shared;
	}

	/** Starts the server, on the data of its last run, and returns when it answers. */
	public void start() {
		if (isRunning()) {
			throw new IllegalStateException("The server runs already");
		}
		boolean firstStart = !Files.exists(this.data.resolve("PG_VERSION"));
		try {
			Files.createDirectories(this.data);
			this.server = builder().start();
			this.postmaster = readPostmaster();
			Watchdog.watch(this.postmaster.pid(), "QUIT");
			if (firstStart) {
				JdbcClient.create(this.server.getTemplateDatabase())
					.sql(this.hostile ? CREATE_OWNER + HOSTILE : CREATE_OWNER)
					.update();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("PostgreSQL did not start: see " + this.directory, ex);
		}
	}

	/** Stops the server; connections are closed, as at an operator's restart. */
	public void stop() {
		thaw();
		EmbeddedPostgres running = server();
		ProcessHandle process = postmaster();
		try {
			running.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		// not the process: until init reaps it, it looks alive
		await("PostgreSQL to stop, see " + this.directory).atMost(Duration.ofSeconds(60))
			.until(() -> !Files.exists(this.data.resolve("postmaster.pid")));
		Watchdog.forget(process.pid());
		this.server = null;
		this.postmaster = null;
	}

	/** Stops and starts the server, on the same port and data. */
	public void restart() {
		stop();
		start();
	}

	/**
	 * SIGSTOP: connections stay open, new ones are taken by the kernel, nobody answers.
	 */
	public void freeze() {
		ProcessHandle process = postmaster();
		Processes.signal("STOP", List.of(process.pid()));
		// only now the list is complete: a stopped parent makes no more sessions
		List<Long> sessions = process.descendants().map(ProcessHandle::pid).toList();
		this.frozen = Stream.concat(Stream.of(process.pid()), sessions.stream()).toList();
		Processes.signal("STOP", this.frozen);
	}

	/** SIGCONT; does nothing where the server is not frozen. */
	public void thaw() {
		if (!this.frozen.isEmpty()) {
			Processes.signal("CONT", this.frozen);
			this.frozen = List.of();
		}
	}

	/** Whatever a test did to the server: afterwards it runs. */
	public void revive() {
		thaw();
		if (!isRunning()) {
			start();
		}
	}

	/** Whether the server was started; a frozen one runs, too. */
	public boolean isRunning() {
		return this.postmaster != null;
	}

	public int port() {
		return this.port;
	}

	/** The process of the server; sessions are its children. */
	public ProcessHandle handle() {
		return postmaster();
	}

	/** Makes an empty database (some 50 ms). */
	public Database newDatabase() {
		return database("test" + this.databases.incrementAndGet());
	}

	/** Returns the database of that name, and makes it where there is none. */
	public Database database(String name) {
		JdbcClient jdbc = JdbcClient.create(server().getPostgresDatabase());
		if (jdbc.sql("SELECT FROM pg_database WHERE datname = ?").param(name).query().listOfRows().isEmpty()) {
			jdbc.sql("CREATE DATABASE " + name + " OWNER newsbox").update();
		}
		return new Database("jdbc:postgresql://127.0.0.1:" + this.port + "/" + name, "newsbox", "newsbox");
	}

	/** Stops the server and deletes its data; the log stays. */
	@Override
	public void close() {
		if (isRunning()) {
			stop();
		}
		try {
			FileSystemUtils.deleteRecursively(this.data);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private EmbeddedPostgres.Builder builder() {
		Redirect log = Redirect.appendTo(this.directory.resolve("postgres.log").toFile());
		return EmbeddedPostgres.builder()
			.setPort(this.port)
			.setOverrideWorkingDirectory(Path.of("target", "kit", "postgres").toAbsolutePath().toFile())
			.setDataDirectory(this.data)
			// false: stop() keeps the data
			.setCleanDataDirectory(false)
			.setRegisterShutdownHook(false)
			.setPGStartupWait(PATIENCE)
			.setServerConfig("listen_addresses", "127.0.0.1")
			.setServerConfig("unix_socket_directories", "")
			.setServerConfig("timezone", this.hostile ? TIME_ZONE : "UTC")
			.setOutputRedirector(log)
			.setErrorRedirector(log);
	}

	private ProcessHandle readPostmaster() throws IOException {
		long pid = Long.parseLong(Files.readAllLines(this.data.resolve("postmaster.pid")).get(0).strip());
		return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("PostgreSQL is gone"));
	}

	private EmbeddedPostgres server() {
		if (this.server == null) {
			throw new IllegalStateException("The server is stopped");
		}
		return this.server;
	}

	private ProcessHandle postmaster() {
		if (this.postmaster == null) {
			throw new IllegalStateException("The server is stopped");
		}
		return this.postmaster;
	}

	/**
	 * A database of the server.
	 *
	 * @param url JDBC address, without user and password
	 * @param user owner of the database, not a superuser
	 * @param password the owner's
	 */
	public record Database(String url, String user, String password) {

		/** Returns a data source without a pool: one connection each call. */
		public DataSource dataSource() {
			PGSimpleDataSource dataSource = new PGSimpleDataSource();
			dataSource.setUrl(this.url);
			dataSource.setUser(this.user);
			dataSource.setPassword(this.password);
			return dataSource;
		}

	}

}
