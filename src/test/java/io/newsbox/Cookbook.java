package io.newsbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** The part "I want to …" of the README, and what it says, done. */
final class Cookbook {

	private static final Pattern CHANGE = Pattern
		.compile("\\*\\*… ([^*]+)\\*\\* → (?:`routes/([^`]+)`|settings).*?```\\w+\\n(.*?)```", Pattern.DOTALL);

	private Cookbook() {
	}

	static List<Change> changes() throws IOException {
		String readme = Files.readString(Path.of("README.md"));
		return CHANGE.matcher(readme.substring(readme.indexOf("## I want to")))
			.results()
			.map((found) -> new Change(found.group(1), found.group(2), found.group(3)))
			.toList();
	}

	static Change change(String title) throws IOException {
		return changes().stream().filter((change) -> change.title().equals(title)).findFirst().orElseThrow();
	}

	/**
	 * Copies the route files into a folder, and makes the changes.
	 * @return those of settings, as arguments of the program
	 */
	static List<String> apply(List<Change> changes, Path folder) throws IOException {
		FileSystemUtils.copyRecursively(Path.of("routes"), folder);
		List<String> settings = new ArrayList<>();
		for (Change change : changes) {
			if (change.file() == null) {
				change.lines().lines().forEach((line) -> settings.add("--" + line));
			}
			else {
				Path file = folder.resolve(change.file());
				Files.writeString(file, change.applyTo(Files.readString(file)));
			}
		}
		return settings;
	}

	/**
	 * One of the changes.
	 *
	 * @param file null where the lines are settings
	 */
	record Change(String title, String file, String lines) {

		private String applyTo(String text) {
			String old = lines((line) -> !line.startsWith("+"));
			assertThat(text.split(Pattern.quote(old), -1)).as("'%s': its place in %s", this.title, this.file)
				.hasSize(2);
			return text.replace(old, lines((line) -> !line.startsWith("-")));
		}

		private String lines(Predicate<String> side) {
			return this.lines.lines()
				.filter(side)
				.map((line) -> line.substring(1) + "\n")
				.collect(Collectors.joining());
		}

	}

}
