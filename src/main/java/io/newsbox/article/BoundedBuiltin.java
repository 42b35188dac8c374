package io.newsbox.article;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;

/**
 * A function of jq that makes one value of all its input at once, or of as many elements
 * as a path says, within the {@link JqAllowance}.
 */
final class BoundedBuiltin implements Function {

	/** As jq counts their parameters. */
	static final List<String> NAMES = List.of("tojson/0", "tostring/0", "join/1", "setpath/2");

	private final Function original;

	BoundedBuiltin(Function original) {
		this.original = original;
	}

	@Override
	public void apply(Scope scope, List<Expression> arguments, JsonNode input, Path path, PathOutput output,
			Version version) throws JsonQueryException {
		JqAllowance allowance = JqAllowance.current();
		allowance.whole(input);
		if (!arguments.isEmpty()) {
			arguments.get(0).apply(scope, input, (argument) -> {
				for (JsonNode element : argument) {
					allowance.array(element.asDouble());
				}
			});
		}
		this.original.apply(scope, arguments, input, path, output, version);
	}

}
