package io.newsbox.routes;

import java.util.Optional;

/**
 * The text of an expression or a statement: it stands in the route file, or in a file
 * that this names.
 *
 * @param line where it begins
 */
record Source(String file, int line, String text) {

	private static final String REFERENCE = "resource:file:";

	/** The text at a place; nothing where the file that it names is missing. */
	static Optional<Source> at(Place place, Scratch scratch, Findings findings) {
		if (!isReference(place)) {
			return Optional.of(new Source(place.file(), place.textLine(), place.text()));
		}
		return scratch.resolved(place.text())
			.flatMap((reference) -> file(place, reference.substring(REFERENCE.length()), scratch, findings));
	}

	private static Optional<Source> file(Place place, String path, Scratch scratch, Findings findings) {
		String name = scratch.fileName(path);
		if (name == null) {
			findings.add(place, path + " lies outside of the routes directory, where an edit would not be seen");
			return Optional.empty();
		}
		if (name.contains("/")) {
			findings.add(place, name + " lies in a folder of the routes directory, where an edit would not be seen");
			return Optional.empty();
		}
		if (!name.equals(fileName(place))) {
			findings.add(place, "a setting stands for " + name + ": an edit of it would not be seen. Write its name");
			return Optional.empty();
		}
		String text = scratch.snapshot().text(name);
		if (text == null) {
			String problem = RouteFolder.isRouteFile(name) ? "missing file " + name
					: name + " is never read: a file that a route names ends with .jq or .sql";
			findings.add(place, problem + Suggestion.of(name, scratch.snapshot().files().keySet()));
		}
		return Optional.ofNullable(text).map((found) -> new Source(name, 1, found));
	}

	static boolean isReference(Place place) {
		return place.text().startsWith(REFERENCE);
	}

	/** The name of the file that is referred to, which lies in the routes directory. */
	static String fileName(Place reference) {
		return reference.text().substring(reference.text().lastIndexOf('/') + 1);
	}

	Problem problem(int index, String text) {
		return new Problem(this.file, this.line - 1 + Definition.lineOf(this.text, index), text);
	}

}
