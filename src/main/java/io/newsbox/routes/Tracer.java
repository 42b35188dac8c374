package io.newsbox.routes;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.ProcessorEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Watches one item on its way through the routes, and stands in for the database at the
 * end of it.
 */
final class Tracer implements InterceptStrategy {

	private static final Pattern FIELD = Pattern.compile("\\.([a-z_]+)");

	/** The row as the last step left it; null after one that dropped it. */
	private @Nullable JsonNode last;

	private @Nullable JsonNode stored;

	private @Nullable String parked;

	private String filtered = "a step does not hand it on";

	void clear() {
		this.last = null;
		this.stored = null;
		this.parked = null;
		this.filtered = "a step does not hand it on";
	}

	/** The row that was to be stored; null if there was none. */
	@Nullable JsonNode stored() {
		return this.stored;
	}

	/** Why the item was to be parked; null if it was not. */
	@Nullable String parked() {
		return this.parked;
	}

	/** Which step dropped it, and what that step looked at. */
	String filtered() {
		return this.filtered;
	}

	@Override
	public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode step, Processor target,
			Processor nextTarget) {
		return (exchange) -> {
			Object before = exchange.getMessage().getBody();
			try {
				target.process(exchange);
			}
			catch (Exception ex) {
				exchange.setException(ex);
			}
			// what is held would be tried again for ever
			exchange.getExchangeExtension().setRedeliveryExhausted(exchange.getException() != null);
			Object after = exchange.getMessage().getBody();
			if (after instanceof JsonNode left && left.isArray()) {
				this.last = left.get(0);
			}
			if (before instanceof JsonNode rows && rows.isArray() && rows.size() == 1 && after instanceof JsonNode left
					&& left.isArray() && left.isEmpty()) {
				this.filtered = words(step, rows.get(0));
			}
		};
	}

	private static String words(NamedNode step, JsonNode row) {
		String expression = (step instanceof ExpressionNode node) ? node.getExpression().getExpression() : "";
		String fields = FIELD.matcher(expression)
			.results()
			.map((found) -> found.group(1))
			.filter(row::has)
			.collect(Collectors.toCollection(TreeSet::new))
			.stream()
			.map((field) -> field + " " + row.get(field))
			.collect(Collectors.joining(", "));
		String file = String.valueOf(step.getLocation()).replaceFirst(".*[:/]", "");
		return "by step '" + step.getId() + "' (" + file + ":" + step.getLineNumber() + ") for its " + fields;
	}

	/** Has the shape of Camel's callback for new endpoints. */
	Endpoint replaceDatabase(String uri, Endpoint endpoint) {
		return uri.startsWith("jdbc:") ? new ProcessorEndpoint(uri, endpoint.getCamelContext(), this::answer)
				: endpoint;
	}

	private void answer(Exchange exchange) {
		Map<?, ?> parameters = exchange.getMessage().getHeader("CamelJdbcParameters", Map.of(), Map.class);
		if (parameters.get("reason") instanceof String reason) {
			this.parked = reason + ": " + parameters.get("detail");
			return;
		}
		this.stored = this.last;
		exchange.getMessage().setBody(Map.of("stored", 1, "unchanged", 0));
	}

}
