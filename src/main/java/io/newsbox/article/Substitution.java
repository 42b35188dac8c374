package io.newsbox.article;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.functions._SubImplFunction;
import net.thisptr.jackson.jq.internal.misc.OnigUtils;
import net.thisptr.jackson.jq.path.Path;
import org.joni.Matcher;
import org.joni.Option;
import org.joni.Region;
import org.jspecify.annotations.Nullable;

/**
 * What jq's {@code sub} and {@code gsub} call. jackson-jq calls itself for each match:
 * the tags of a long article would fill the stack of most threads. One text in place of
 * each match, as usual, takes a loop; anything else is left to it.
 */
final class Substitution implements Function {

	private final Function original = new _SubImplFunction();

	@Override
	public void apply(Scope scope, List<Expression> arguments, JsonNode input, Path path, PathOutput output,
			Version version) throws JsonQueryException {
		List<JsonNode> patterns = results(arguments.get(0), scope, input);
		List<JsonNode> flags = results(arguments.get(2), scope, input);
		String replaced = null;
		if (input.isTextual() && isOneText(patterns) && isOneText(flags)) {
			replaced = replaced(input.textValue().getBytes(StandardCharsets.UTF_8),
					new OnigUtils.Pattern(patterns.get(0).textValue(), flags.get(0).textValue()),
					(captures) -> results(arguments.get(1), scope, captures));
		}
		if (replaced != null) {
			output.emit(TextNode.valueOf(replaced), null);
		}
		else {
			this.original.apply(scope, arguments, input, path, output, version);
		}
	}

	private static List<JsonNode> results(Expression expression, Scope scope, JsonNode input)
			throws JsonQueryException {
		List<JsonNode> results = new ArrayList<>(1);
		expression.apply(scope, input, results::add);
		return results;
	}

	private static boolean isOneText(List<JsonNode> values) {
		return values.size() == 1 && values.get(0).isTextual();
	}

	/** Null where there is not one text in place of each match. */
	private static @Nullable String replaced(byte[] text, OnigUtils.Pattern pattern, Replacement replacement)
			throws JsonQueryException {
		StringBuilder replaced = new StringBuilder();
		Matcher matcher = pattern.regex.matcher(text);
		int from = 0;
		do {
			if (matcher.search(from, text.length, Option.NONE) < 0) {
				break;
			}
			List<JsonNode> results = replacement.of(captures(matcher, pattern, text));
			if (!isOneText(results)) {
				return null;
			}
			replaced.append(part(text, from, matcher.getBegin())).append(results.get(0).textValue());
			JqAllowance.current().text(replaced.length());
			from = matcher.getEnd();
		}
		while (pattern.global && from != text.length);
		return replaced.append(part(text, from, text.length)).toString();
	}

	/** Those that have a name. */
	private static ObjectNode captures(Matcher matcher, OnigUtils.Pattern pattern, byte[] text) {
		ObjectNode captures = JsonNodeFactory.instance.objectNode();
		Region groups = matcher.getRegion();
		for (int i = 1; groups != null && i < groups.getNumRegs(); i++) {
			if (pattern.names[i] != null) {
				captures.put(pattern.names[i],
						(groups.getBeg(i) >= 0) ? part(text, groups.getBeg(i), groups.getEnd(i)) : null);
			}
		}
		return captures;
	}

	private static String part(byte[] text, int begin, int end) {
		return new String(text, begin, end - begin, StandardCharsets.UTF_8);
	}

	private interface Replacement {

		List<JsonNode> of(ObjectNode captures) throws JsonQueryException;

	}

}
