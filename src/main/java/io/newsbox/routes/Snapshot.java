package io.newsbox.routes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The files of the routes directory as they were at one moment. Two are equal when their
 * contents are.
 *
 * @param files text by name
 */
record Snapshot(SortedMap<String, String> files) {

	static final String ROUTES = ".camel.yaml";

	static final String NOT_UTF_8 = "not UTF-8; save it in that encoding";

	/** Stands for bytes that are none. */
	private static final char NO_CHARACTER = '\uFFFD';

	static final Snapshot NONE = new Snapshot(Collections.emptySortedMap());

	/** Files that hold routes. */
	List<String> routeFiles() {
		return this.files.keySet().stream().filter((name) -> name.endsWith(ROUTES)).toList();
	}

	/** Texts of these, by name. */
	SortedMap<String, String> routeTexts() {
		SortedMap<String, String> texts = new TreeMap<>(this.files);
		texts.keySet().retainAll(routeFiles());
		return texts;
	}

	/** Files with bytes that are no UTF-8. */
	List<Problem> notUtf8() {
		List<Problem> problems = new ArrayList<>();
		this.files.forEach((name, text) -> {
			int index = text.indexOf(NO_CHARACTER);
			if (index >= 0) {
				problems.add(new Problem(name, Definition.lineOf(text, index), NOT_UTF_8));
			}
		});
		return problems;
	}

	/** The text of a file that is there. */
	String required(String name) {
		return Objects.requireNonNull(this.files.get(name), name);
	}

	@Nullable String text(String name) {
		return this.files.get(name);
	}

}
