package io.newsbox.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/**
 * Some of the project's route files in a folder of their own, with the mapping and the
 * statement.
 */
public final class RouteFiles {

	private RouteFiles() {
	}

	/**
	 * Copies route files.
	 * @param names without {@code .camel.yaml}
	 * @return the folder, a value for {@code newsbox.routes-directory}
	 */
	public static Path copy(String... names) {
		try {
			Path target = Files.createDirectories(Path.of("target", "kit"));
			Path folder = Files.createTempDirectory(target, "routes-");
			try (Stream<Path> files = Files.list(Path.of("routes"))) {
				for (Path file : files.filter((file) -> isWanted(file, List.of(names))).toList()) {
					Files.copy(file, folder.resolve(file.getFileName()));
				}
			}
			FileSystemUtils.copyRecursively(Path.of("routes", "examples"), folder.resolve("examples"));
			return folder;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The same without examples: so none is sent through them when they are checked. */
	public static Path copyWithoutExamples(String... names) {
		Path folder = copy(names);
		try {
			FileSystemUtils.deleteRecursively(folder.resolve("examples"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return folder;
	}

	private static boolean isWanted(Path file, List<String> names) {
		String name = file.getFileName().toString();
		return name.endsWith(".jq") || name.endsWith(".sql") || names.contains(name.replace(".camel.yaml", ""));
	}

}
