package io.newsbox.routes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value in a route file, and where it stands.
 *
 * @param outer the mapping or list that it is in; null at the top
 * @param key its key; an element of a list has that of the list
 * @param line of the key, from 1
 */
record Place(String file, @Nullable Place outer, String key, int line, Node node) {

	private static final String PARAMETERS = "parameters";

	static Place top(String file, Node root) {
		return new Place(file, null, "", 1, root);
	}

	List<Place> inner() {
		if (this.node instanceof MappingNode mapping) {
			return mapping.getValue()
				.stream()
				.map((entry) -> new Place(this.file, this, key(text(entry.getKeyNode())), line(entry.getKeyNode()),
						entry.getValueNode()))
				.toList();
		}
		if (this.node instanceof SequenceNode sequence) {
			return sequence.getValue()
				.stream()
				.map((element) -> new Place(this.file, this, this.key, line(element), element))
				.toList();
		}
		return List.of();
	}

	/**
	 * As Camel takes it: auto-startup is autoStartup. An option's name may have a dash.
	 */
	private String key(String written) {
		return this.key.equals(PARAMETERS) ? written : StringHelper.dashToCamelCase(written);
	}

	/** This and everything in it. */
	Stream<Place> all() {
		return all((place) -> false);
	}

	/** The same without these, and what is in them. */
	Stream<Place> all(Predicate<Place> without) {
		return without.test(this) ? Stream.of()
				: Stream.concat(Stream.of(this), inner().stream().flatMap((place) -> place.all(without)));
	}

	Optional<Place> get(String name) {
		return (this.node instanceof MappingNode)
				? inner().stream().filter((place) -> place.key.equals(name)).findFirst() : Optional.empty();
	}

	/** What the expression of this step says in a language, however it is written. */
	Optional<Place> expression(String language) {
		Place holder = get("expression").filter(Place::isMapping).orElse(this);
		return holder.get(language).map((said) -> said.get("expression").orElse(said));
	}

	/** The text at a key of this mapping; empty where there is none. */
	String text(String name) {
		return get(name).map(Place::text).orElse("");
	}

	boolean isText() {
		return this.node instanceof ScalarNode;
	}

	boolean isMapping() {
		return this.node instanceof MappingNode;
	}

	/** Whether it is an option of an endpoint. */
	boolean isOption() {
		return this.outer != null && this.outer.key.equals(PARAMETERS);
	}

	/** Whether it has a key, unless it is in a list or at the top. */
	boolean isNamed() {
		return this.outer == null || !this.outer.isMapping() || !this.key.isEmpty();
	}

	/** The text; empty if it is none. */
	String text() {
		return text(this.node);
	}

	/** Where the text itself begins: a block begins below its key. */
	int textLine() {
		boolean block = this.node instanceof ScalarNode scalar
				&& (scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED);
		return line(this.node) + (block ? 1 : 0);
	}

	/** The last line of it. */
	int lastLine() {
		return this.node.getEndMark()
			.map((mark) -> (mark.getColumn() == 0) ? mark.getLine() : mark.getLine() + 1)
			.orElse(this.line);
	}

	/** The mapping that this is in, through lists. */
	@Nullable Place mapping() {
		Place place = this.outer;
		while (place != null && !place.isMapping()) {
			place = place.outer;
		}
		return place;
	}

	/** What it says, whatever its layout and comments. */
	Object value() {
		if (this.node instanceof MappingNode) {
			Map<String, Object> entries = new LinkedHashMap<>();
			inner().forEach((entry) -> entries.put(entry.key, entry.value()));
			return entries;
		}
		return (this.node instanceof SequenceNode) ? inner().stream().map(Place::value).toList() : text();
	}

	private static String text(Node node) {
		return (node instanceof ScalarNode scalar) ? scalar.getValue() : "";
	}

	private static int line(Node node) {
		return node.getStartMark().map((mark) -> mark.getLine() + 1).orElse(1);
	}

}
