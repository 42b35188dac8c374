package io.newsbox.fallback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.newsbox.kit.RouteFiles;

/** The route files with those of a recipe copied over them, as its README says. */
final class Recipe {

	static final Path ROUTES = Path.of("routes");

	static final Path ALL = ROUTES.resolve("recipes");

	private Recipe() {
	}

	/** Makes such a folder, and returns it. */
	static Path over(String name) throws IOException {
		Path directory = RouteFiles.copyWithoutExamples(RunningFallback.NAMES);
		for (Path file : files(ALL.resolve(name))) {
			Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
		}
		RunningFallback.hasten(directory);
		return directory;
	}

	/** A code block of the README of a recipe, found by its beginning. */
	static String readme(String name, String language, String beginning) throws IOException {
		String readme = Files.readString(ALL.resolve(name).resolve("README.md"));
		return Pattern.compile("```" + language + "\\s+(" + beginning + ".*?)```", Pattern.DOTALL)
			.matcher(readme)
			.results()
			.map((block) -> block.group(1))
			.findFirst()
			.orElseThrow();
	}

	private static List<Path> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().matches(".*\\.(yaml|jq|sql)")).toList();
		}
	}

}
