package io.newsbox.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Signals and waits that {@link Process} does not have.
 */
final class Processes {

	/** Longer than anything takes here, on the slowest of machines. */
	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private Processes() {
	}

	/** Starts a process that is killed, at the latest, when this JVM is gone. */
	static Process start(ProcessBuilder builder) {
		try {
			Process process = builder.start();
			Watchdog.watch(process.pid(), "KILL");
			CompletableFuture<Void> ignored = process.onExit().thenAccept((ended) -> Watchdog.forget(ended.pid()));
			return process;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Sends a signal and returns once it was sent.
	 * @throws IllegalStateException if one of the processes is gone
	 */
	static void signal(String name, List<Long> pids) {
		List<String> command = new ArrayList<>(List.of("kill", "-s", name));
		pids.forEach((pid) -> command.add(Long.toString(pid)));
		try {
			Process kill = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(kill.getInputStream().readAllBytes(), Charset.defaultCharset());
			if (awaitExit(kill) != 0) {
				throw new IllegalStateException(String.join(" ", command) + ": " + output.strip());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits for the end of a process.
	 * @throws IllegalStateException if it still runs after 5 minutes; it is killed then
	 */
	static int awaitExit(Process process) {
		try {
			if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				return process.exitValue();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		process.destroyForcibly();
		throw new IllegalStateException("Process " + process.pid() + " did not end within " + PATIENCE);
	}

}
