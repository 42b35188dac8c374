package io.newsbox.routes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * What the mapping makes of the item of an example.
 *
 * @param rows none where it fails, or there is no item
 * @param failure why it fails; null if it does not
 * @param unreadable why there is no item; null if there is one
 */
record MappedExample(List<JsonNode> rows, @Nullable String failure, @Nullable Problem unreadable) {

	static MappedExample of(Path item, Expression mapping, CamelContext camel) {
		List<Problem> problems = new ArrayList<>();
		Optional<JsonFile> file = JsonFile.read(item, problems);
		return file.isPresent() ? of(file.get().json(), mapping, camel)
				: new MappedExample(List.of(), null, problems.get(0));
	}

	private static MappedExample of(JsonNode item, Expression mapping, CamelContext camel) {
		Exchange exchange = new DefaultExchange(camel);
		exchange.getMessage().setBody(item);
		try {
			return new MappedExample(rows(mapping.evaluate(exchange, Object.class)), null, null);
		}
		catch (RuntimeException ex) {
			// other exceptions are faults of jackson-jq
			JsonQueryException fault = ObjectHelper.getException(JsonQueryException.class, ex);
			String why = (fault != null) ? String.valueOf(fault.getMessage()) : Causes.text(ex);
			return new MappedExample(List.of(), why, null);
		}
	}

	private static List<JsonNode> rows(@Nullable Object results) {
		if (results instanceof List<?> several) {
			return several.stream().map(JsonNode.class::cast).toList();
		}
		return (results instanceof JsonNode row) ? List.of(row) : List.of();
	}

}
