package io.newsbox.routes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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

	/** Files with bytes that are no text. */
	List<Problem> notText() {
		List<Problem> problems = new ArrayList<>();
		this.files.forEach((name, text) -> {
			find(name, text, NO_CHARACTER, NOT_UTF_8).ifPresent(problems::add);
			find(name, text, '\0', "a NUL character; write the file anew").ifPresent(problems::add);
		});
		return problems;
	}

	private static Optional<Problem> find(String file, String text, char character, String problem) {
		int index = text.indexOf(character);
		return (index < 0) ? Optional.empty() : Optional.of(new Problem(file, Definition.lineOf(text, index), problem));
	}

	/** Names of files that differ, with a word on those that came or went. */
	List<String> differences(Snapshot before) {
		Set<String> names = new TreeSet<>(this.files.keySet());
		names.addAll(before.files.keySet());
		return names.stream()
			.filter((name) -> !Objects.equals(text(name), before.text(name)))
			.map((name) -> name + ((text(name) == null) ? " (gone)" : (before.text(name) == null) ? " (new)" : ""))
			.toList();
	}

	/** The text of a file that is there. */
	String required(String name) {
		return Objects.requireNonNull(this.files.get(name), name);
	}

	@Nullable String text(String name) {
		return this.files.get(name);
	}

}
