package io.newsbox.article;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.functions.RangeFunction;
import net.thisptr.jackson.jq.path.Path;

/**
 * jq's {@code range}, which fails where it would go on for ever or fill the memory.
 */
final class BoundedRange implements Function {

	static final List<String> NAMES = List.of("range/1", "range/2", "range/3");

	private static final int MOST = 1_000_000;

	private final Function original = new RangeFunction();

	@Override
	public void apply(Scope scope, List<Expression> arguments, JsonNode input, Path path, PathOutput output,
			Version version) throws JsonQueryException {
		AtomicInteger count = new AtomicInteger();
		this.original.apply(scope, arguments, input, path, (value, itsPath) -> {
			if (count.incrementAndGet() > MOST) {
				throw new JqFault("range of more than " + MOST + " numbers");
			}
			output.emit(value, itsPath);
		}, version);
	}

}
