package io.newsbox.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The examples of the mapping: {@code NAME.json} is an item, {@code NAME.expected.json}
 * the row that {@code article.jq} must make of it.
 */
final class Examples {

	static final String MAPPING = "article.jq";

	static final String ITEM = ".json";

	static final String EXPECTED = ".expected.json";

	/** Names that a statement may use beside the mapping's columns. */
	private static final Set<String> ADDED = Set.of("item", "origin");

	private final Path folder;

	private final @Nullable String mapping;

	private final CamelContext camel;

	private final Map<String, MappedExample> mapped = new HashMap<>();

	/**
	 * @param mapping text of {@code article.jq}; null where there is none, and no example
	 * counts
	 * @param camel whose jq runs it
	 */
	Examples(Path folder, @Nullable String mapping, CamelContext camel) {
		this.folder = folder;
		this.mapping = mapping;
		this.camel = camel;
	}

	/** Whether a file of this name belongs to one; hidden ones are none of ours. */
	static boolean isExample(String file) {
		return file.endsWith(ITEM) && !file.startsWith(".");
	}

	/** Names of the examples, from either of their files. */
	static Set<String> names(Path folder) throws IOException {
		Set<String> names = new TreeSet<>();
		if (Files.isDirectory(folder)) {
			RouteFolder.files(folder, Examples::isExample)
				.forEach((file) -> names.add(file.getFileName().toString().replaceFirst("(\\.expected)?\\.json$", "")));
		}
		return names;
	}

	/** Says so where there is none at all. */
	static List<Problem> missing(Path folder) {
		try {
			return names(folder).isEmpty() ? List
				.of(new Problem(folder.toString(), 0, "no example: an edit of " + MAPPING
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
	 * @param compare whether a row must be as expected, and every example whole; else the
	 * mapping must only not fail on those that are
	 * @return what is wrong, field by field
	 */
	List<Problem> problems(boolean compare) {
		List<Problem> problems = new ArrayList<>();
		try {
			if (this.mapping != null) {
				Expression program = this.camel.resolveLanguage("jq").createExpression(this.mapping);
				for (String name : names(this.folder)) {
					look(name, program, compare, problems);
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
	Set<String> columns() {
		Set<String> columns = new TreeSet<>();
		try {
			if (this.mapping != null) {
				Expression program = this.camel.resolveLanguage("jq").createExpression(this.mapping);
				for (String name : names(this.folder)) {
					MappedExample example = map(name, program);
					if (example.failure() != null) {
						// the next ones may take as long to
						return Set.of();
					}
					example.rows().forEach((row) -> row.fieldNames().forEachRemaining(columns::add));
				}
			}
		}
		catch (IOException ex) {
			// said when they are checked
			columns.clear();
		}
		columns.addAll(columns.isEmpty() ? Set.of() : ADDED);
		return columns;
	}

	private void look(String name, Expression program, boolean compare, List<Problem> problems) {
		List<String> missing = Stream.of(ITEM, EXPECTED).filter((ending) -> !Files.exists(path(name, ending))).toList();
		if (!missing.isEmpty()) {
			if (compare) {
				problems.add(new Problem(file(name, missing.get(0)), 0,
						"missing: an example is a pair, NAME" + ITEM + " and NAME" + EXPECTED));
			}
			return;
		}
		MappedExample row = map(name, program);
		String file = file(name, compare ? EXPECTED : ITEM);
		if (row.failure() != null) {
			problems.add(new Problem(file, 0, MAPPING + " fails: " + row.failure()));
		}
		else if (row.unreadable() != null) {
			// what is half written, or none of ours, holds up no edit: the comparison
			// says it
			problems.addAll(compare ? List.of(row.unreadable()) : List.of());
		}
		else if (row.rows().size() != 1) {
			problems.add(new Problem(file, 0, MAPPING + " makes " + row.rows().size() + " rows of it, not one"));
		}
		else if (compare) {
			JsonFile.read(path(name, EXPECTED), problems)
				.ifPresent((expected) -> compare(row.rows().get(0), expected, problems));
		}
	}

	/** Once for all who ask. */
	private MappedExample map(String name, Expression program) {
		return this.mapped.computeIfAbsent(name, (unused) -> MappedExample.of(path(name, ITEM), program, this.camel));
	}

	private Path path(String name, String ending) {
		return this.folder.resolve(name + ending);
	}

	private String file(String name, String ending) {
		return this.folder.getFileName() + "/" + name + ending;
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
