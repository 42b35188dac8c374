package io.newsbox.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.jspecify.annotations.Nullable;

/**
 * The examples of the mapping: {@code NAME.json} is an item, {@code NAME.expected.json}
 * the row that {@code article.jq} must make of it.
 */
final class Examples {

	static final String MAPPING = "article.jq";

	static final String ITEM = ".json";

	private static final String EXPECTED = ".expected.json";

	/** Names that a statement may use beside the mapping's columns. */
	private static final Set<String> ADDED = Set.of("item", "origin");

	private final Path folder;

	Examples(Path folder) {
		this.folder = folder;
	}

	/** Whether a file of this name belongs to one; hidden ones are none of ours. */
	static boolean isExample(String file) {
		return file.endsWith(ITEM) && !file.startsWith(".");
	}

	/** Names of the examples, from either of their files. */
	Set<String> names() throws IOException {
		Set<String> names = new TreeSet<>();
		if (Files.isDirectory(this.folder)) {
			try (Stream<Path> files = Files.list(this.folder)) {
				files.map((file) -> file.getFileName().toString())
					.filter(Examples::isExample)
					.forEach((file) -> names.add(file.replaceFirst("(\\.expected)?\\.json$", "")));
			}
		}
		return names;
	}

	/** Says so where there is none at all. */
	List<Problem> missing() {
		try {
			return names().isEmpty() ? List
				.of(new Problem(this.folder.toString(), 0, "no example: an edit of " + MAPPING
						+ " that fails on every item, or of a statement that names no column, would not be refused"))
					: List.of();
		}
		catch (IOException ex) {
			// said when they are checked
			return List.of();
		}
	}

	/**
	 * Maps every item.
	 * @param mapping text of {@code article.jq}; null where there is none, and no example
	 * counts
	 * @param builtins jq's own functions
	 * @param compare whether a row must be as expected, and every example whole; else the
	 * mapping must only not fail on those that are
	 * @return what is wrong, field by field
	 */
	List<Problem> problems(@Nullable String mapping, Scope builtins, boolean compare) {
		List<Problem> problems = new ArrayList<>();
		try {
			if (mapping != null) {
				JsonQuery program = JsonQuery.compile(mapping, Versions.JQ_1_7);
				for (String name : names()) {
					map(name, program, builtins, compare, problems);
					if (!compare && !problems.isEmpty()) {
						// that it fails is enough: it may fail on all of them
						break;
					}
				}
			}
		}
		catch (IOException ex) {
			if (compare) {
				problems.add(new Problem(this.folder.toString(), 0, "cannot be read: " + ex));
			}
		}
		return problems;
	}

	/**
	 * The columns of the rows that the mapping makes of the items, with those that
	 * newsbox adds; empty where there is none, or it fails.
	 */
	Set<String> columns(@Nullable String mapping, Scope builtins) {
		Set<String> columns = new TreeSet<>();
		try {
			if (mapping != null) {
				JsonQuery program = JsonQuery.compile(mapping, Versions.JQ_1_7);
				for (String name : names()) {
					Optional<JsonFile> item = JsonFile.read(this.folder.resolve(name + ITEM), new ArrayList<>());
					if (item.isPresent()) {
						program.apply(Scope.newChildScope(builtins), item.get().json(),
								(row) -> row.fieldNames().forEachRemaining(columns::add));
					}
				}
				columns.addAll(columns.isEmpty() ? Set.of() : ADDED);
			}
			return columns;
		}
		catch (IOException | RuntimeException | StackOverflowError ex) {
			// said when they are checked
			return Set.of();
		}
	}

	private void map(String name, JsonQuery program, Scope builtins, boolean compare, List<Problem> problems) {
		String folderName = this.folder.getFileName() + "/";
		List<String> missing = Stream.of(ITEM, EXPECTED)
			.filter((ending) -> !Files.exists(this.folder.resolve(name + ending)))
			.toList();
		if (!missing.isEmpty()) {
			if (compare) {
				problems.add(new Problem(folderName + name + missing.get(0), 0,
						"missing: an example is a pair, NAME" + ITEM + " and NAME" + EXPECTED));
			}
			return;
		}
		// what is half written, or none of ours, holds up no edit: the comparison says it
		String file = folderName + name + (compare ? EXPECTED : ITEM);
		try {
			Optional<JsonFile> item = JsonFile.read(this.folder.resolve(name + ITEM),
					compare ? problems : new ArrayList<>());
			if (item.isEmpty()) {
				return;
			}
			List<JsonNode> rows = new ArrayList<>();
			program.apply(Scope.newChildScope(builtins), item.get().json(), rows::add);
			if (rows.size() != 1) {
				problems.add(new Problem(file, 0, MAPPING + " makes " + rows.size() + " rows of it, not one"));
			}
			else if (compare) {
				JsonFile.read(this.folder.resolve(name + EXPECTED), problems)
					.ifPresent((expected) -> compare(rows.get(0), expected, problems));
			}
		}
		catch (JsonQueryException ex) {
			problems.add(new Problem(file, 0, MAPPING + " fails: " + ex.getMessage()));
		}
		catch (RuntimeException ex) {
			// a regular expression that cannot be compiled, say
			problems.add(new Problem(file, 0, MAPPING + " fails: " + Causes.text(ex)));
		}
		catch (StackOverflowError ex) {
			problems.add(new Problem(file, 0, MAPPING + " fails: a function calls itself for ever"));
		}
	}

	private static void compare(JsonNode row, JsonFile expected, List<Problem> problems) {
		Set<String> fields = new LinkedHashSet<>();
		expected.json().fieldNames().forEachRemaining(fields::add);
		row.fieldNames().forEachRemaining(fields::add);
		for (String field : fields) {
			if (!row.path(field).equals(expected.json().path(field))) {
				problems.add(new Problem(expected.name(), expected.lineOf(field), "%s: expected %s but was %s"
					.formatted(field, shown(expected.json(), field), shown(row, field))));
			}
		}
	}

	private static String shown(JsonNode row, String field) {
		return row.has(field) ? row.get(field).toString() : "no such field";
	}

}
