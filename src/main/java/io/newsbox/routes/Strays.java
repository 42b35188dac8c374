package io.newsbox.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of the routes directory that are not read, and may have been meant to be. */
final class Strays {

	private static final Pattern HOLDS_ROUTES = Pattern.compile("(?m)^- *route(Configuration)? *:");

	private final Path directory;

	Strays(Path directory) {
		this.directory = directory;
	}

	/**
	 * Files that hold routes and are not read for their name, links to nowhere, and what
	 * is too large to be a program or a statement.
	 */
	List<Problem> problems() {
		return candidates().stream().flatMap((entry) -> stray(entry).stream()).sorted().toList();
	}

	private static Optional<Problem> stray(Path entry) {
		String name = RouteFolder.name(entry);
		if (RouteFolder.isRouteFile(name)) {
			return Optional.of(new Problem(name, 0, "is not read: "
					+ (RouteFolder.isLeftOut(entry) ? "it is larger than 1 MB" : "it is a link to what is not there")));
		}
		return holdsRoutes(entry)
				? Optional.of(new Problem(name, 0,
						"is not read: end its name with " + Snapshot.ROUTES + ", or put it elsewhere"))
				: Optional.empty();
	}

	private static boolean holdsRoutes(Path file) {
		try {
			return Files.size(file) <= RouteFolder.LARGEST && HOLDS_ROUTES.matcher(Files.readString(file)).find();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** What may be meant as route files, and is none. */
	List<Path> candidates() {
		try (Stream<Path> entries = Files.list(this.directory)) {
			return entries.filter(Strays::isLikeRouteFile).toList();
		}
		catch (IOException | UncheckedIOException ex) {
			// said when it is read
			return List.of();
		}
	}

	private static boolean isLikeRouteFile(Path entry) {
		String name = RouteFolder.name(entry);
		return RouteFolder.isRouteFile(name)
				? RouteFolder.isLeftOut(entry) || (Files.isSymbolicLink(entry) && !Files.exists(entry))
				: !name.startsWith(".") && name.matches("(?i).*\\.ya?ml") && Files.isRegularFile(entry);
	}

}
