package io.newsbox.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.BrokerModel;
import org.apache.qpid.server.model.SystemConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * An embedded AMQP 0-9-1 broker (Qpid Broker-J), for development and for tests that do
 * not depend on the make of the broker. User and password are {@code guest}.
 * <p>
 * Over {@link #stop()} and {@link #start()} it keeps its port, its exchanges, durable
 * queues and bindings; messages are in memory and are lost. Where it is not like RabbitMQ
 * (no notice of a deleted queue, no dead-letter exchange, an unacked message still
 * counts) use {@link RealRabbit}.
 */
public final class QpidBroker implements AutoCloseable {

	// It would otherwise refuse queues with arguments that it does not know:
	// x-queue-type… It would pack large bodies on its own. And its housekeeping, here
	// once a
	// day, reads the headers of what waits: deeply nested they overflow its stack, and it
	// ends the JVM.
	private static final String CONFIGURATION = """
			{
				"name": "newsbox",
				"modelVersion": "%s",
				"context": {
					"queue.behaviourOnUnknownDeclareArgument": "IGNORE",
					"exchange.behaviourOnUnknownDeclareArgument": "IGNORE",
					"connection.messageCompressionThresholdSize": "2147483647",
					"virtualhost.housekeepingCheckPeriod": "86400000"
				},
				"authenticationproviders": [ {
					"name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
					"users": [ { "name": "guest", "type": "managed", "password": "guest" } ]
				} ],
				"ports": [ {
					"name": "AMQP", "port": %d, "bindingAddress": "127.0.0.1",
					"protocols": [ "AMQP_0_9_1" ], "authenticationProvider": "plain",
					"virtualhostaliases": [ { "name": "defaultAlias", "type": "defaultAlias" } ]
				} ],
				"virtualhostnodes": [ {
					"name": "default", "type": "JSON", "defaultVirtualHostNode": "true",
					"virtualHostInitialConfiguration": "{ \\"type\\": \\"Memory\\" }"
				} ]
			}
			""";

	private final int port;

	private final Path directory;

	private @Nullable SystemLauncher launcher;

	/** A broker of its own, not started yet. */
	public QpidBroker() {
		this(Ports.free(), null);
	}

	/** A broker on a port and with a directory that the caller chooses. */
	public QpidBroker(int port, @Nullable Path directory) {
		this.port = port;
		this.directory = (directory != null) ? directory.toAbsolutePath()
				: Path.of("target", "kit", "qpid-" + port).toAbsolutePath();
	}

	/** Starts the broker and returns when it accepts logins. */
	public void start() {
		if (isRunning()) {
			throw new IllegalStateException("The broker runs already");
		}
		SystemLauncher starting = new SystemLauncher(new WithoutShutdownHook());
		try {
			Files.createDirectories(this.directory);
			Path configuration = this.directory.resolve("configuration.json");
			Files.writeString(configuration, CONFIGURATION.formatted(BrokerModel.MODEL_VERSION, this.port));
			starting.startup(Map.of(SystemConfig.TYPE, "Memory", SystemConfig.INITIAL_CONFIGURATION_LOCATION,
					configuration.toUri().toString(), SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false,
					SystemConfig.CONTEXT, Map.of(SystemConfig.QPID_WORK_DIR, this.directory.toString())));
			this.launcher = starting;
			connection().close();
		}
		catch (Exception ex) {
			starting.shutdown();
			this.launcher = null;
			throw new IllegalStateException("Qpid did not start on port " + this.port, ex);
		}
	}

	/** Stops the broker; connections are closed. */
	public void stop() {
		if (this.launcher == null) {
			throw new IllegalStateException("The broker is stopped");
		}
		this.launcher.shutdown();
		this.launcher = null;
	}

	public boolean isRunning() {
		return this.launcher != null;
	}

	public int port() {
		return this.port;
	}

	/** Returns a factory for this broker. */
	public ConnectionFactory connectionFactory() {
		ConnectionFactory factory = new ConnectionFactory();
		factory.setHost("127.0.0.1");
		factory.setPort(this.port);
		factory.setAutomaticRecoveryEnabled(false);
		return factory;
	}

	/** Opens a connection that does not recover by itself; the caller closes it. */
	public Connection connection() throws IOException, TimeoutException {
		return connectionFactory().newConnection("kit");
	}

	/** Stops the broker and deletes what it kept. */
	@Override
	public void close() {
		if (isRunning()) {
			stop();
		}
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Qpid stops itself in a shutdown hook of its own: while Spring's hook closes the
	 * application, which would then shout about its lost broker. It has nothing to save,
	 * so that hook goes.
	 */
	private static final class WithoutShutdownHook extends DefaultSystemLauncherListener {

		private @Nullable SystemConfig<?> system;

		@Override
		public void onContainerResolve(SystemConfig<?> systemConfig) {
			this.system = systemConfig;
		}

		@Override
		public void afterStartup() {
			if (this.system != null && this.system.getContainer() != null) {
				Runtime.getRuntime().removeShutdownHook(hook(this.system.getContainer()));
			}
		}

		private static Thread hook(Object broker) {
			try {
				Class<?> type = Class.forName("org.apache.qpid.server.model.BrokerImpl");
				Field field = type.getDeclaredField("_shutdownHook");
				field.setAccessible(true);
				return (Thread) field.get(broker);
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException("This is not the Qpid that we know", ex);
			}
		}

	}

}
