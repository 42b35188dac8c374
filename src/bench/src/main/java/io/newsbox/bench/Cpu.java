package io.newsbox.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** CPU time, from {@code /proc}. */
final class Cpu {

	/** Clock ticks a second, which is 100 on every Linux of today. */
	private static final double TICKS = 100;

	private Cpu() {
	}

	/** User and system time of a process so far, in seconds. */
	static double seconds(ProcessHandle process) {
		return seconds(process.pid(), false);
	}

	/** The same of all that a process has started, and of what has ended among it. */
	static double secondsOfAll(ProcessHandle process) {
		return Stream.concat(Stream.of(process), process.descendants())
			.mapToDouble((each) -> seconds(each.pid(), true))
			.sum();
	}

	private static double seconds(long pid, boolean ended) {
		try {
			String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
			// the name, in brackets, may hold blanks
			String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
			long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
			return (ended ? ticks + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : ticks) / TICKS;
		}
		catch (IOException ex) {
			if (!ProcessHandle.of(pid).isPresent()) {
				return 0;
			}
			throw new UncheckedIOException(ex);
		}
	}

}
