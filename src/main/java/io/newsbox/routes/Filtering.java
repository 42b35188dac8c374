package io.newsbox.routes;

import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.NamedNode;
import org.apache.camel.model.ExpressionNode;

/** A step that dropped a row, in words. */
final class Filtering {

	private static final Pattern FIELD = Pattern.compile("\\.([a-z_]+)");

	private Filtering() {
	}

	/** Which step, and what it looked at in the row. */
	static String words(NamedNode step, JsonNode row) {
		String expression = (step instanceof ExpressionNode node) ? node.getExpression().getExpression() : "";
		String fields = FIELD.matcher(expression)
			.results()
			.map((found) -> found.group(1))
			.filter(row::has)
			.collect(Collectors.toCollection(TreeSet::new))
			.stream()
			.map((field) -> field + " " + row.get(field))
			.collect(Collectors.joining(", "));
		return "by step '" + step.getId() + "' (" + Fault.file(step) + ":" + step.getLineNumber() + ") for its "
				+ fields;
	}

}
