package io.newsbox.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * The packaged newsbox.jar as a process of its own, as operations run it: extracted.
 * <p>
 * Settings are passed as environment variables. The environment is hostile: an odd time
 * zone, the C locale (a service without {@code LANG} has it; Java 17 then takes US-ASCII
 * for the default charset), and Turkish, in which I is no capital of i. One object stands
 * for one installation: it keeps its port and settings when it is started again.
 */
public final class NewsboxProcess implements AutoCloseable {

	/** The Java that runs the tests. */
	public static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	/** The password of user {@code viewer}. */
	public static final String VIEWER_PASSWORD = "viewer of the tests";

	/** The password of user {@code operator}. */
	public static final String OPERATOR_PASSWORD = "operator of the tests";

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final Path HOME = Path.of("target", "kit", "newsbox").toAbsolutePath();

	private static final Path ARCHIVE = HOME.resolve("newsbox.jsa");

	/** Half the time to start, for half the speed afterwards. */
	private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

	/** One that does not fit is passed over in silence. */
	private static final List<String> WITH_ARCHIVE = List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:cds*=off");

	private static @Nullable Path extracted;

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

	private final int port = Ports.free();

	private final Path log = Path.of("target", "kit", "newsbox-" + this.port + ".log").toAbsolutePath();

	private final Map<String, String> settings = new TreeMap<>();

	private final List<String> jvmOptions = new ArrayList<>(QUICK_START);

	private final Path directory;

	private List<String> installed = List.of();

	private @Nullable Process process;

	/** Where the log of this run begins. */
	private long logStart;

	/**
	 * Prepares a process; {@link #start()} runs it.
	 * @param directory its working directory: the one with {@code routes/}
	 */
	public NewsboxProcess(Path directory) {
		this.directory = directory;
		with("server.port", this.port);
		with("newsbox.console.viewer-password", VIEWER_PASSWORD);
		with("newsbox.console.operator-password", OPERATOR_PASSWORD);
	}

	/** Sets a property (its Spring Boot name), from the next start on. */
	public NewsboxProcess with(String property, Object value) {
		this.settings.put(property, value.toString());
		return this;
	}

	/** Points the process at a broker on 127.0.0.1, as guest. */
	public NewsboxProcess withRabbit(int rabbitPort) {
		return with("spring.rabbitmq.host", "127.0.0.1").with("spring.rabbitmq.port", rabbitPort);
	}

	/** Points the process at a database. */
	public NewsboxProcess withDatabase(Postgres.Database database) {
		return with("spring.datasource.url", database.url()).with("spring.datasource.username", database.user())
			.with("spring.datasource.password", database.password());
	}

	/**
	 * Gives the working directory a copy of the project's route files, to be edited
	 * there.
	 */
	public NewsboxProcess withProjectRoutes() {
		try {
			FileSystemUtils.copyRecursively(Path.of("routes"), this.directory.resolve("routes"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	/**
	 * Replaces the options of the JVM, which by default make it start quickly and run
	 * slowly.
	 */
	public NewsboxProcess withJvmOptions(String... options) {
		this.jvmOptions.clear();
		this.jvmOptions.addAll(List.of(options));
		return this;
	}

	/**
	 * Runs what is installed elsewhere, instead of the jar of this build.
	 * @param command what starts it, and replaces itself by the JVM
	 */
	public NewsboxProcess installedAs(List<String> command) {
		this.installed = List.copyOf(command);
		return this;
	}

	/** What starts the jar of this build quickly; arguments may follow. */
	public static List<String> quickCommand() {
		return Stream.of(List.of(JAVA), WITH_ARCHIVE, QUICK_START, List.of("-jar", extracted().toString()))
			.flatMap(List::stream)
			.toList();
	}

	/** Starts the process and returns at once. */
	public NewsboxProcess start() {
		if (isRunning()) {
			throw new IllegalStateException("newsbox runs already");
		}
		try {
			Files.createDirectories(this.log.getParent());
			this.logStart = Files.exists(this.log) ? Files.size(this.log) : 0;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.process = Processes.start(builder());
		return this;
	}

	/**
	 * SIGTERM, as a service manager stops it; returns the exit code (143 is the usual).
	 */
	public int terminate() {
		Process running = process();
		running.destroy();
		return Processes.awaitExit(running);
	}

	/** SIGKILL: it has no chance to finish anything. */
	public void kill() {
		Process running = process();
		running.destroyForcibly();
		Processes.awaitExit(running);
	}

	/** Types a line and Enter, where it reads them. */
	public void type(String line) {
		try {
			OutputStream keyboard = process().getOutputStream();
			keyboard.write((line + "\n").getBytes(StandardCharsets.UTF_8));
			keyboard.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** SIGSTOP: its connections stay open and it does nothing. */
	public void freeze() {
		Processes.signal("STOP", List.of(pid()));
	}

	/** SIGCONT. */
	public void thaw() {
		Processes.signal("CONT", List.of(pid()));
	}

	public boolean isRunning() {
		return this.process != null && this.process.isAlive();
	}

	/**
	 * Waits until the log of this run has a match; it fails at once if the process ends.
	 */
	public void awaitLog(String regex) {
		Pattern pattern = Pattern.compile(regex);
		patience("newsbox to log " + regex).until(() -> {
			// in this order: its last words count
			boolean running = isRunning();
			return pattern.matcher(log()).find() || failUnless(running);
		});
	}

	/** Waits until the process says that it lives, whatever else is missing. */
	public NewsboxProcess awaitLive() {
		patience("newsbox to answer 200 for its liveness").until(() -> {
			failUnless(isRunning());
			try {
				return get("/actuator/health/liveness").statusCode() == 200;
			}
			catch (IOException ex) {
				return false;
			}
		});
		return this;
	}

	/** What this run has logged so far. */
	public String log() {
		try (var file = Files.newInputStream(this.log)) {
			file.skipNBytes(this.logStart);
			return new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** GET, as user {@code viewer}. */
	public HttpResponse<String> get(String path) throws IOException {
		HttpRequest request = HttpRequest.newBuilder(uri(path))
			.header("Authorization", "Basic " + HttpHeaders.encodeBasicAuth("viewer", VIEWER_PASSWORD, null))
			.timeout(Duration.ofSeconds(60))
			.build();
		try {
			return this.http.send(request, BodyHandlers.ofString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted while waiting for " + path, ex);
		}
	}

	public URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	public int port() {
		return this.port;
	}

	public long pid() {
		return process().pid();
	}

	/** How long ago the process was started. */
	public Duration age() {
		return Duration.between(process().info()
			.startInstant()
			.orElseThrow(() -> new IllegalStateException("The time of the start is not known")), Instant.now());
	}

	/** CPU time that the process has used since its start, in user and system mode. */
	public Duration cpuTime() {
		return process().info()
			.totalCpuDuration()
			.orElseThrow(() -> new IllegalStateException("The CPU time is not known"));
	}

	/** Kills what still runs; the log stays. */
	@Override
	public void close() {
		if (isRunning()) {
			kill();
		}
	}

	private static ConditionFactory patience(String what) {
		return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
	}

	private boolean failUnless(boolean running) {
		if (!running) {
			throw new IllegalStateException("newsbox ended with " + process().exitValue() + ":\n" + log());
		}
		return false;
	}

	private Process process() {
		if (this.process == null) {
			throw new IllegalStateException("newsbox was never started");
		}
		return this.process;
	}

	private ProcessBuilder builder() {
		ProcessBuilder builder = new ProcessBuilder(this.installed.isEmpty() ? command() : this.installed)
			.directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(Redirect.appendTo(this.log.toFile()));
		builder.environment().put("TZ", Postgres.TIME_ZONE);
		builder.environment().put("LC_ALL", "C");
		this.settings.forEach((name, value) -> builder.environment().put(variable(name), value));
		return builder;
	}

	private List<String> command() {
		List<String> command = new ArrayList<>(List.of(JAVA));
		command.addAll(WITH_ARCHIVE);
		command.addAll(this.jvmOptions);
		// a web server that is killed leaves its folders
		command.addAll(List.of("-Duser.language=tr", "-Duser.country=TR", "-Djava.io.tmpdir=" + this.log.getParent(),
				"-jar", extracted().toString()));
		return command;
	}

	/**
	 * The jar with its libraries beside it: a jar in a jar takes the JVM seconds to open.
	 */
	private static synchronized Path extracted() {
		if (extracted == null) {
			Path jar = Path.of(System.getProperty("newsbox.jar", "target/newsbox.jar")).toAbsolutePath();
			try {
				extract(jar);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			extracted = HOME.resolve(jar.getFileName());
		}
		return extracted;
	}

	/** Once for each jar, by one of the JVMs that run tests side by side. */
	private static void extract(Path jar) throws IOException {
		Files.createDirectories(HOME);
		Path of = HOME.resolve("extracted-at");
		String time = Files.getLastModifiedTime(jar).toString();
		try (FileChannel file = FileChannel.open(HOME.resolve("lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE); FileLock lock = file.lock()) {
			if (lock.isValid() && (!Files.exists(of) || !Files.readString(of).equals(time))) {
				run("-Djarmode=tools", "-jar", jar.toString(), "extract", "--force", "--destination", HOME.toString());
				run("-XX:ArchiveClassesAtExit=" + ARCHIVE, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
						HOME.resolve(jar.getFileName()).toString(), "io.newsbox.Rehearsal");
				Files.writeString(of, time);
			}
		}
	}

	private static void run(String... options) {
		List<String> command = new ArrayList<>(List.of(JAVA));
		command.addAll(List.of(options));
		Process process = Processes
			.start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD));
		if (Processes.awaitExit(process) != 0) {
			throw new IllegalStateException("Failed: " + String.join(" ", command));
		}
	}

	/** Spring Boot's rule: no dashes, underscores for dots and brackets, upper case. */
	private static String variable(String property) {
		return property.replace("-", "").replaceAll("[.\\[]", "_").replace("]", "").toUpperCase(Locale.ROOT);
	}

}
