package io.newsbox.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.newsbox.kit.Postgres;
import io.newsbox.kit.RabbitNode;

/** A peer that runs. */
final class PeerProcess implements AutoCloseable {

	private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

	private final Process process;

	PeerProcess(Peer peer, RabbitNode broker, Postgres.Database database, Work work) throws IOException {
		Path log = Path.of("target", "bench", peer.name().replaceAll("\\W+", "-") + ".log");
		Files.createDirectories(log.getParent());
		ProcessBuilder builder = new ProcessBuilder(peer.command()).redirectErrorStream(true)
			.redirectOutput(Redirect.appendTo(log.toFile()));
		var environment = builder.environment();
		environment.put("JAVA_OPTS", Peer.JVM_OPTIONS);
		environment.put("SPRING_RABBITMQ_HOST", "127.0.0.1");
		environment.put("SPRING_RABBITMQ_PORT", Integer.toString(broker.port()));
		environment.put("SPRING_DATASOURCE_URL", database.url());
		environment.put("SPRING_DATASOURCE_USERNAME", database.user());
		environment.put("SPRING_DATASOURCE_PASSWORD", database.password());
		environment.put("SPRING_FLYWAY_ENABLED", peer.name().startsWith("newsbox") ? "true" : "false");
		environment.put("BENCH_EXCHANGE", work.exchange());
		environment.put("BENCH_GROUP", work.group());
		environment.put("BENCH_QUEUE", work.queue());
		environment.put("NEWSBOX_INTAKE_EXCHANGE", work.exchange());
		environment.put("NEWSBOX_INTAKE_GROUP", work.group());
		environment.put("SERVER_PORT", "0");
		this.process = builder.start();
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
	}

	/** CPU time used since its start, user and system, in seconds. */
	double cpuSeconds() {
		return Cpu.seconds(this.process.toHandle());
	}

	/** The most memory that it had at any one time, in MiB. */
	double peakRss() throws IOException {
		Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(this.process.pid()), "status")));
		if (!peak.find()) {
			throw new IllegalStateException("no VmHWM");
		}
		return Long.parseLong(peak.group(1)) / 1024.0;
	}

	void failUnlessRunning() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("ended with " + this.process.exitValue() + ": see target/bench");
		}
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		try {
			if (!this.process.waitFor(40, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
