package io.newsbox.routes;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

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
	 * @param judge false after a step that the trial leaves out: it may add a column
	 * @param run takes the step
	 */
	void watch(NamedNode step, Exchange exchange, boolean judge, Runnable run) {
		Set<String> asked = new TreeSet<>();
		Set<String> known = new TreeSet<>();
		if (judge && isJq(step) && exchange.getMessage().getBody() instanceof ArrayNode rows) {
			noteColumns(rows, known);
			for (int i = 0; i < rows.size(); i++) {
				if (rows.get(i) instanceof ObjectNode row) {
					rows.set(i, new Row(row, asked));
				}
			}
		}
		run.run();
		if (!asked.isEmpty() && exchange.getMessage().getBody() instanceof ArrayNode rows) {
			// one that the program adds is asked for, too
			noteColumns(rows, known);
		}
		asked.removeAll(known);
		asked.removeIf((name) -> isOptional(step, name));
		if (this.problem == null && !known.isEmpty() && !asked.isEmpty()) {
			String name = asked.iterator().next();
			this.problem = Fault.problem(step,
					"asks for '" + name + "', which no row of the examples has" + Suggestion.of(name, known));
		}
	}

	private static void noteColumns(ArrayNode rows, Set<String> known) {
		rows.forEach((row) -> row.fieldNames().forEachRemaining(known::add));
	}

	/** Whether the program minds that some have it not. */
	private static boolean isOptional(NamedNode step, String name) {
		return step instanceof ExpressionNode node
				&& Pattern.compile("\\.%1$s\\s*\\?|has\\(\\s*\"%1$s\"".formatted(Pattern.quote(name)))
					.matcher(String.valueOf(node.getExpression().getExpression()))
					.find();
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
