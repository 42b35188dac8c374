package io.newsbox.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * Kills the servers of this JVM when the JVM is gone, however it went.
 * <p>
 * Shutdown hooks do not run on SIGKILL, and a broker left behind would hold memory and a
 * port for good. So one small shell per JVM reads a pipe that only this JVM writes to:
 * the end of that pipe is the end of the JVM. This needs no privilege, and unlike
 * {@code setpriv --pdeathsig} it does not fire when the <em>thread</em> that started the
 * server ends.
 */
final class Watchdog {

	// Ctrl-C reaches the whole process group; the shell has to outlive it to do its work
	private static final String SCRIPT = """
			trap '' HUP INT TERM
			watched=' '
			while read -r verb pid signal; do
				case $verb in
					watch) watched="$watched$pid:$signal " ;;
					forget) watched=${watched/ $pid:+([A-Z]) / } ;;
				esac
			done
			for one in $watched; do
				kill -s "${one#*:}" "${one%:*}"
				kill -s CONT "${one%:*}"
			done
			""";

	private static final Watchdog INSTANCE = new Watchdog();

	private final Writer pipe;

	private Watchdog() {
		try {
			this.pipe = new ProcessBuilder("bash", "-O", "extglob", "-c", SCRIPT).redirectOutput(Redirect.DISCARD)
				.redirectError(Redirect.DISCARD)
				.start()
				.outputWriter(StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The watchdog needs bash", ex);
		}
	}

	/** Sends {@code signal} to {@code pid} when this JVM is gone. */
	static void watch(long pid, String signal) {
		INSTANCE.tell("watch " + pid + " " + signal);
	}

	/** The process has ended: its number may soon belong to another. */
	static void forget(long pid) {
		INSTANCE.tell("forget " + pid);
	}

	private synchronized void tell(String line) {
		try {
			this.pipe.write(line + "\n");
			this.pipe.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The watchdog is gone", ex);
		}
	}

}
