package io.newsbox.routes;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

/**
 * The files of the routes directory as they were at one moment. Two are equal when their
 * contents are.
 *
 * @param files text by name
 */
record Snapshot(SortedMap<String, String> files) {

	static final String ROUTES = ".camel.yaml";

	static final Snapshot NONE = new Snapshot(Collections.emptySortedMap());

	/** Files that hold routes. */
	List<String> routeFiles() {
		return this.files.keySet().stream().filter((name) -> name.endsWith(ROUTES)).toList();
	}

	/** The text of a file that is there. */
	String required(String name) {
		return Objects.requireNonNull(this.files.get(name), name);
	}

	@Nullable String text(String name) {
		return this.files.get(name);
	}

}
