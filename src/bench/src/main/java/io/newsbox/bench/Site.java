package io.newsbox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the README takes the figures from: a picture beside it, and tables between marks
 * in it.
 */
final class Site {

	private static final Path README = Path.of("README.md");

	private Site() {
	}

	static void picture(String svg) throws IOException {
		Files.writeString(Path.of("src", "site", "benchmark.svg"), svg);
	}

	/** Replaces what stands between the two marks of that name. */
	static void table(String name, String table) throws IOException {
		String begin = "<!-- " + name + ": written by the benchmark -->";
		String end = "<!-- end of " + name + " -->";
		String readme = Files.readString(README);
		Matcher marks = Pattern.compile(Pattern.quote(begin) + "(?s:.*)" + Pattern.quote(end)).matcher(readme);
		if (!marks.find()) {
			throw new IllegalStateException("README.md has no " + begin);
		}
		Files.writeString(README, marks.replaceFirst(Matcher.quoteReplacement(begin + "\n\n" + table + "\n\n" + end)));
	}

}
