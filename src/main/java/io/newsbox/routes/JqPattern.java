package io.newsbox.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.tree.literal.StringLiteral;

/**
 * A regular expression in a jq program, written there as a text. It fails only when an
 * item gets there: a bad one, and one that matches nothing at a place before the end of
 * the text, where to replace all would not end.
 *
 * @param function that takes it
 * @param flags of it, as far as they are written there, too
 */
record JqPattern(String function, String pattern, String flags) {

	/** With their numbers of arguments. */
	private static final Set<String> FUNCTIONS = Set.of("test/1", "test/2", "match/1", "match/2", "capture/1",
			"capture/2", "scan/1", "scan/2", "splits/1", "splits/2", "split/2", "sub/2", "sub/3", "gsub/2", "gsub/3");

	private static final String MATCHES_OF_NOTHING = """
			match($pattern; "g" + $flags) | select(.length == 0 and .offset < $length)""";

	/** What a pattern may look for: each character, and what it names itself. */
	private static final String ASCII = IntStream.range(0, 128)
		.mapToObj(Character::toString)
		.collect(Collectors.joining());

	/**
	 * The one that a call is given; nothing where it is given none, or a computed one.
	 */
	static Optional<JqPattern> of(String function, List<?> arguments) {
		if (!FUNCTIONS.contains(function + "/" + arguments.size())) {
			return Optional.empty();
		}
		int flags = function.endsWith("sub") ? 2 : 1;
		String given = (arguments.size() > flags) ? text(arguments.get(flags)).orElse("") : "";
		return text(arguments.get(0)).map((pattern) -> new JqPattern(function, pattern, given));
	}

	private static Optional<String> text(Object argument) {
		return (argument instanceof StringLiteral literal) ? Optional.of(literal.value().textValue())
				: Optional.empty();
	}

	/**
	 * What is wrong with it.
	 * @param builtins jq's own functions
	 */
	Optional<String> problem(Scope builtins) {
		try {
			boolean replacesAll = this.function.equals("gsub")
					|| (this.function.equals("sub") && this.flags.contains("g"));
			return (matchesNothing(builtins) && replacesAll) ? Optional
				.of("%s(%s; …) would not end: this pattern matches nothing, too. Write \\s+ in place of \\s*,"
					.formatted(this.function, written()) + " or replace once, with sub") : Optional.empty();
		}
		catch (JsonQueryException ex) {
			return Optional.of(String.valueOf(ex.getMessage()));
		}
	}

	private boolean matchesNothing(Scope builtins) throws JsonQueryException {
		String text = ASCII + this.pattern + "\n";
		Scope variables = Scope.newChildScope(builtins);
		variables.setValue("pattern", TextNode.valueOf(this.pattern));
		variables.setValue("flags", TextNode.valueOf(this.flags));
		variables.setValue("length", IntNode.valueOf(text.codePointCount(0, text.length())));
		List<JsonNode> matches = new ArrayList<>();
		JsonQuery.compile(MATCHES_OF_NOTHING, Versions.JQ_1_7).apply(variables, TextNode.valueOf(text), matches::add);
		return !matches.isEmpty();
	}

	/** As it stands in the program. */
	String written() {
		return TextNode.valueOf(this.pattern).toString();
	}

}
