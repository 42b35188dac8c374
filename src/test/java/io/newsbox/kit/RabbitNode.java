package io.newsbox.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * A private node of the installed {@code rabbitmq-server}, for tests to break.
 * <p>
 * Debian's wrapper switches to the user {@code rabbitmq} and to the system's own
 * configuration, so the script underneath it is run, with everything that could be shared
 * with another node set to a value of our own: home (the Erlang cookie), node name,
 * ports, epmd, data, logs, plugins and configuration. Nothing listens outside 127.0.0.1.
 * A node keeps its port and its data over {@link #stop()}, {@link #kill()} and
 * {@link #start()}. User and password are {@code guest}.
 */
public final class RabbitNode implements AutoCloseable {

	private static final List<Path> HOMES = List.of(Path.of("/usr/lib/rabbitmq/bin"), Path.of("/opt/homebrew/sbin"),
			Path.of("/usr/local/sbin"));

	private static final String LOOPBACK = "-kernel inet_dist_use_interface {127,0,0,1} -start_epmd false";

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	/** Nodes that share it may form a cluster. */
	private static final String COOKIE = UUID.randomUUID().toString();

	private static @Nullable RabbitNode shared;

	private final int port = Ports.free();

	private final int distributionPort = Ports.free();

	private final PortMapper mapper = new PortMapper();

	private final Path directory = Path.of("target", "kit", "rabbit-" + this.port).toAbsolutePath();

	private final String name;

	private final String configuration;

	private final Map<String, String> environment;

	private @Nullable Process beam;

	private boolean frozen;

	public RabbitNode() {
		this("newsbox", "");
	}

	/**
	 * @param name before the {@code @localhost}
	 * @param configuration lines for {@code rabbitmq.conf}
	 */
	RabbitNode(String name, String configuration) {
		this.name = name;
		this.configuration = configuration;
		this.environment = environment();
	}

	/** One that takes TLS, too, at another port. */
	public static RabbitNode withTls(int tlsPort, Certificate certificate) {
		return new RabbitNode("newsbox", """
				listeners.ssl.default = 127.0.0.1:%d
				ssl_options.certfile = %s
				ssl_options.keyfile = %s
				""".formatted(tlsPort, certificate.certificate(), certificate.key()));
	}

	/**
	 * The node that all tests of this JVM share, started at its first use.
	 */
	public static synchronized RabbitNode shared() {
		if (shared == null) {
			shared = new RabbitNode();
			shared.start();
		}
		return shared;
	}

	/** Whether this machine has a rabbitmq-server. */
	public static boolean installed() {
		return home().isPresent();
	}

	/**
	 * Starts the node, on the data of its last run, and returns when it accepts a login.
	 */
	public void start() {
		if (isRunning()) {
			throw new IllegalStateException("The node runs already");
		}
		prepare();
		this.beam = launch(script("rabbitmq-server"));
		await("a login to RabbitMQ on port " + this.port).atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(100))
			.until(this::acceptsLogin);
	}

	/** Stops the node in an orderly way, as an operator does. */
	public void stop() {
		thaw();
		Process process = process();
		process.destroy();
		Processes.awaitExit(process);
	}

	/**
	 * Has it write down what was declared, which it does within 2 s, and not before it
	 * confirms. A {@link #kill} would take it away with what is in it.
	 */
	public void syncDeclarations() {
		ctl("eval", "mnesia:sync_log().");
	}

	/** SIGKILL: nothing is flushed, no connection is closed. */
	public void kill() {
		Process process = process();
		process.destroyForcibly();
		Processes.awaitExit(process);
		this.frozen = false;
	}

	/** Stops and starts the node, on the same port and data. */
	public void restart() {
		stop();
		start();
	}

	/** SIGSTOP: connections stay open and nobody answers. */
	public void freeze() {
		Processes.signal("STOP", List.of(process().pid()));
		this.frozen = true;
	}

	/** SIGCONT; does nothing where the node is not frozen. */
	public void thaw() {
		if (this.frozen) {
			Processes.signal("CONT", List.of(process().pid()));
			this.frozen = false;
		}
	}

	/** Whatever a test did to the node: afterwards it runs and accepts a login. */
	public void revive() {
		thaw();
		if (!isRunning()) {
			start();
		}
	}

	/** Whether the process lives; a frozen one does. */
	public boolean isRunning() {
		return this.beam != null && this.beam.isAlive();
	}

	public int port() {
		return this.port;
	}

	/** The process of the broker. */
	public ProcessHandle handle() {
		return process().toHandle();
	}

	/** Name in the cluster. */
	public String name() {
		return this.name + "@localhost";
	}

	/** Where other nodes reach it. */
	int distributionPort() {
		return this.distributionPort;
	}

	/** Lets it find another node, and only through the link. */
	void connect(RabbitNode other, Link link) {
		this.mapper.place(other.name, link.port(), other.mapper);
	}

	/**
	 * Runs {@code rabbitmqctl} (some 2 s) and returns what it printed.
	 * @throws IllegalStateException if it fails
	 */
	public String ctl(String... args) {
		List<String> command = new ArrayList<>(List.of(script("rabbitmqctl"), "--quiet"));
		command.addAll(List.of(args));
		ProcessBuilder builder = builder(command).redirectErrorStream(true);
		try {
			Process process = builder.start();
			String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
			if (Processes.awaitExit(process) != 0) {
				throw new IllegalStateException("rabbitmqctl " + String.join(" ", args) + ": " + output.strip());
			}
			return output;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What the node has logged, in all its runs. */
	public String log() {
		try {
			return Files.readString(this.directory.resolve("log/" + this.name + "@localhost.log"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns a factory for this node that gives up early on a node that is silent. */
	public ConnectionFactory connectionFactory() {
		ConnectionFactory factory = new ConnectionFactory();
		factory.setHost("127.0.0.1");
		factory.setPort(this.port);
		factory.setAutomaticRecoveryEnabled(false);
		factory.setConnectionTimeout(2000);
		factory.setHandshakeTimeout(4000);
		factory.setChannelRpcTimeout(4000);
		factory.setRequestedHeartbeat(5);
		return factory;
	}

	/** Opens a connection that does not recover by itself; the caller closes it. */
	public Connection connection() throws IOException, TimeoutException {
		return connectionFactory().newConnection("kit");
	}

	/**
	 * Messages that wait in the queue; those with a consumer ({@link #unacked}) are not
	 * counted.
	 */
	public int messages(String queue) {
		return declarePassive(queue).getMessageCount();
	}

	/** Consumers of the queue, whoever they are. */
	public int consumers(String queue) {
		return declarePassive(queue).getConsumerCount();
	}

	/**
	 * Messages that a consumer holds without an ack; asks {@code rabbitmqctl}, so it
	 * takes 2 s.
	 */
	public int unacked(String queue) {
		return count(queue, "messages_unacknowledged");
	}

	/** Messages that wait and those that a consumer holds, at one moment; likewise. */
	public int allMessages(String queue) {
		return count(queue, "messages");
	}

	private int count(String queue, String column) {
		return ctl("list_queues", "--no-table-headers", "name", column).lines()
			.map((line) -> line.split("\t"))
			.filter((row) -> row[0].equals(queue))
			.mapToInt((row) -> Integer.parseInt(row[1]))
			.findAny()
			.orElseThrow(() -> new IllegalArgumentException("There is no queue " + queue));
	}

	/** Kills what runs and deletes the data; the logs stay. */
	@Override
	public void close() {
		if (isRunning()) {
			kill();
		}
		this.mapper.close();
		try {
			FileSystemUtils.deleteRecursively(this.directory.resolve("data"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private DeclareOk declarePassive(String queue) {
		ConnectionFactory patient = connectionFactory();
		patient.setHandshakeTimeout(20_000);
		patient.setChannelRpcTimeout(20_000);
		try (Connection connection = patient.newConnection("kit"); Channel channel = connection.createChannel()) {
			return channel.queueDeclarePassive(queue);
		}
		catch (IOException | TimeoutException ex) {
			throw new IllegalStateException(
					"Cannot ask for queue %s: %s".formatted(queue, NestedExceptionUtils.getMostSpecificCause(ex)), ex);
		}
	}

	boolean acceptsLogin() {
		Process process = process();
		if (!process.isAlive()) {
			throw new IllegalStateException("RabbitMQ ended with " + process.exitValue() + ": see " + this.directory);
		}
		try (Connection connection = connection()) {
			return connection.isOpen();
		}
		catch (IOException | TimeoutException ex) {
			return false;
		}
	}

	private Process process() {
		if (this.beam == null) {
			throw new IllegalStateException("The node was never started");
		}
		return this.beam;
	}

	private void prepare() {
		try {
			shareCookie(Files.createDirectories(this.directory.resolve("home")).resolve(".erlang.cookie"));
			Files.writeString(this.directory.resolve("enabled_plugins"), "[].\n");
			// no alarm on a small machine: a blocked publisher would look like a fault
			Files.writeString(this.directory.resolve("rabbitmq.conf"), """
					disk_free_limit.absolute = 1MB
					log.console = false
					log.file.level = info
					""" + this.configuration);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void shareCookie(Path file) throws IOException {
		if (!Files.exists(file)) {
			Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			Files.writeString(file, COOKIE);
		}
	}

	private Process launch(String... command) {
		Path log = this.directory.resolve(Path.of(command[0]).getFileName() + ".out");
		return Processes
			.start(builder(List.of(command)).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile())));
	}

	private ProcessBuilder builder(List<String> command) {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.directory.toFile());
		builder.environment().keySet().removeIf((name) -> name.startsWith("RABBITMQ_") || name.startsWith("ERL_"));
		builder.environment().putAll(this.environment);
		return builder;
	}

	private Map<String, String> environment() {
		return Map.ofEntries(Map.entry("HOME", this.directory + "/home"),
				Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"), Map.entry("RABBITMQ_NODENAME", name()),
				Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
				Map.entry("RABBITMQ_NODE_PORT", Integer.toString(this.port)),
				Map.entry("RABBITMQ_DIST_PORT", Integer.toString(this.distributionPort)),
				Map.entry("ERL_EPMD_PORT", Integer.toString(this.mapper.port())),
				Map.entry("RABBITMQ_MNESIA_BASE", this.directory + "/data"),
				Map.entry("RABBITMQ_GENERATED_CONFIG_DIR", this.directory + "/data/config"),
				Map.entry("RABBITMQ_LOG_BASE", this.directory + "/log"),
				Map.entry("RABBITMQ_CONFIG_FILE", this.directory + "/rabbitmq.conf"),
				Map.entry("RABBITMQ_ADVANCED_CONFIG_FILE", this.directory + "/advanced.config"),
				Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", this.directory + "/enabled_plugins"),
				Map.entry("ERL_CRASH_DUMP", this.directory + "/erl_crash.dump"),
				// the script then becomes the Erlang VM instead of waiting for it: its
				// pid is the broker's
				Map.entry("RABBITMQ_ALLOW_INPUT", "true"),
				Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-noinput " + LOOPBACK),
				Map.entry("RABBITMQ_CTL_ERL_ARGS", LOOPBACK));
	}

	private static String script(String name) {
		return home().orElseThrow(() -> new IllegalStateException("There is no rabbitmq-server on this machine"))
			.resolve(name)
			.toString();
	}

	private static Optional<Path> home() {
		return HOMES.stream()
			.filter((directory) -> Stream.of("rabbitmq-server", "rabbitmqctl")
				.allMatch((name) -> Files.isExecutable(directory.resolve(name))))
			.findFirst();
	}

}
