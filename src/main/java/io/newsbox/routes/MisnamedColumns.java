package io.newsbox.routes;

import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.model.ExpressionNode;
import org.jspecify.annotations.Nullable;

/**
 * Columns that a jq program asks rows for and none of them has. For jq they are null, so
 * a filter that misspells one drops all rows, or none, and nothing fails.
 */
final class MisnamedColumns {

	private @Nullable Problem problem;

	void clear() {
		this.problem = null;
	}

	/** What is wrong with the first such step; null if there is none. */
	@Nullable Problem problem() {
		return this.problem;
	}

	/**
	 * Watches a step.
	 * @param run takes the step
	 */
	void watch(NamedNode step, Exchange exchange, Runnable run) {
		Set<String> asked = new TreeSet<>();
		Set<String> known = new TreeSet<>();
		if (isJq(step) && exchange.getMessage().getBody() instanceof ArrayNode rows) {
			for (int i = 0; i < rows.size(); i++) {
				if (rows.get(i) instanceof ObjectNode row) {
					row.fieldNames().forEachRemaining(known::add);
					rows.set(i, new Row(row, asked));
				}
			}
		}
		run.run();
		asked.removeAll(known);
		if (this.problem == null && !known.isEmpty() && !asked.isEmpty()) {
			String name = asked.iterator().next();
			this.problem = Fault.problem(step,
					"asks for '" + name + "', which no row of the examples has" + Suggestion.of(name, known));
		}
	}

	private static boolean isJq(NamedNode step) {
		return step instanceof ExpressionNode node && node.getExpression() != null
				&& "jq".equals(node.getExpression().getLanguage());
	}

	/** Notes what it is asked for and does not have. */
	@SuppressWarnings("unchecked") // of Jackson's deepCopy
	private static final class Row extends ObjectNode {

		private static final long serialVersionUID = 1L;

		private final transient Set<String> asked;

		Row(ObjectNode row, Set<String> asked) {
			super(JsonNodeFactory.instance);
			this.asked = asked;
			setAll(row);
		}

		@Override
		public @Nullable JsonNode get(String column) {
			JsonNode value = super.get(column);
			if (value == null) {
				this.asked.add(column);
			}
			return value;
		}

	}

}
