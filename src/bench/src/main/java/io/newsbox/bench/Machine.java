package io.newsbox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the figures were measured on. */
final class Machine {

	private Machine() {
	}

	static String describe() throws IOException {
		return "%d × %s, %s GiB, %s %s, Java %s".formatted(Runtime.getRuntime().availableProcessors(),
				first("/proc/cpuinfo", "model name\\s*: (.*)"),
				Long.parseLong(first("/proc/meminfo", "MemTotal:\\s*(\\d+)")) / 1024 / 1024,
				System.getProperty("os.name"), System.getProperty("os.version").replaceFirst("-.*", ""),
				System.getProperty("java.version"));
	}

	private static String first(String file, String regex) throws IOException {
		Matcher matcher = Pattern.compile(regex).matcher(Files.readString(Path.of(file)));
		return matcher.find() ? matcher.group(1).strip() : "unknown";
	}

}
