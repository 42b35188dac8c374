package io.newsbox.routes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A {@code route} or {@code routeConfiguration} of a route file.
 *
 * @param place its content
 */
record Definition(Place place) {

	private static final Set<String> KINDS = Set.of("route", "routeConfiguration");

	boolean isRoute() {
		return this.place.key().equals("route");
	}

	/** Empty where there is none. */
	String id() {
		return this.place.text("id");
	}

	String file() {
		return this.place.file();
	}

	/** Reads a route file; what is wrong with it as YAML, or at its top, is found. */
	static List<Definition> read(String file, String text, Findings findings) {
		try {
			Optional<Node> root = new Compose(LoadSettings.builder().setLabel(file).setAllowNonScalarKeys(true).build())
				.composeString(text);
			if (root.isEmpty()) {
				findings.add(new Problem(file, 0, "holds no route; delete it, or write one"));
			}
			Optional<Place> top = root.map((node) -> Place.top(file, node));
			if (top.isPresent() && !hasNamelessKey(top.get(), findings)) {
				return definitions(top.get(), findings);
			}
		}
		catch (MarkedYamlEngineException ex) {
			int line = ex.getProblemMark().map((mark) -> mark.getLine() + 1).orElse(0);
			findings.add(new Problem(file, line, "bad YAML: " + ex.getProblem()));
		}
		catch (YamlEngineException ex) {
			findings.add(new Problem(file, 0, "bad YAML: " + ex.getMessage()));
		}
		return List.of();
	}

	/** As YAML sees it such a key begins where a setting has no quotes. */
	private static boolean hasNamelessKey(Place top, Findings findings) {
		List<Place> nameless = top.all().filter((place) -> !place.isNamed()).toList();
		nameless.forEach(
				(place) -> findings.add(place, "bad YAML: a key that is no word; write \"{{setting}}\" with quotes"));
		return !nameless.isEmpty();
	}

	/**
	 * Of a key that stands twice Camel takes the last value, whatever is looked at here.
	 */
	private static void repeated(Place mapping, Findings findings) {
		Map<String, Place> first = new HashMap<>();
		for (Place place : mapping.inner()) {
			Place before = mapping.isMapping() ? first.putIfAbsent(place.key(), place) : null;
			if (before != null) {
				findings.add(place, "key '" + place.key() + "' twice; first at line " + before.line());
			}
		}
	}

	private static List<Definition> definitions(Place top, Findings findings) {
		top.all().forEach((place) -> repeated(place, findings));
		List<Place> entries = top.inner().stream().flatMap((element) -> element.inner().stream()).toList();
		if (top.isText() || top.isMapping() || entries.isEmpty()) {
			findings.add(top, "a route file is a list that begins with '- route:'");
			return List.of();
		}
		entries.stream()
			.filter((entry) -> !KINDS.contains(entry.key()))
			.forEach((entry) -> findings.add(entry, "unknown '" + entry.key() + "' at the top of a route file"
					+ " (only route and routeConfiguration stand there)" + Suggestion.of(entry.key(), KINDS)));
		return entries.stream().filter((entry) -> KINDS.contains(entry.key())).map(Definition::new).toList();
	}

	static int lineOf(String text, int index) {
		return 1 + (int) text.substring(0, index).chars().filter((c) -> c == '\n').count();
	}

}
