package io.newsbox.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultExchange;

import org.springframework.core.NestedExceptionUtils;

/**
 * Tries the filter on the rows of the examples: one that fails on an item parks it, and
 * one that gives no rows holds all. What it drops is its own affair.
 */
final class FilterTrial {

	private static final String UPSERT = "direct:article-upsert";

	private static final String PARAMETERS = "CamelJdbcParameters";

	private static final int MOST_SHOWN = 80;

	private final Scratch scratch;

	private final Path examples;

	FilterTrial(Scratch scratch, Path examples) {
		this.scratch = scratch;
		this.examples = examples;
	}

	/**
	 * Tries it on all rows at once, and if that fails, to name one, on each example's.
	 */
	List<Problem> problems(List<Definition> definitions) {
		List<Source> filters = filters(definitions);
		try {
			String mapping = this.scratch.snapshot().text(Examples.MAPPING);
			Map<String, byte[]> items = items();
			if (filters.isEmpty() || items.isEmpty() || mapping == null) {
				return List.of();
			}
			return apply(filters, rows(mapping, items.values()), "*")
				.map((problem) -> items.entrySet()
					.stream()
					.flatMap((example) -> apply(filters, rows(mapping, List.of(example.getValue())), example.getKey())
						.stream())
					.findFirst()
					.orElse(problem))
				.stream()
				.toList();
		}
		catch (IOException ex) {
			return List.of(new Problem(this.examples.toString(), 0, "cannot be read: " + ex));
		}
	}

	/**
	 * The jq that rows go through before they become the parameters of the statement.
	 * None where something else happens to them there, which cannot be done here.
	 */
	private List<Source> filters(List<Definition> definitions) {
		List<Source> filters = new ArrayList<>();
		for (Place step : steps(definitions)) {
			Optional<Place> jq = step.key().equals("transform")
					? step.get("jq").or(() -> step.get("expression").flatMap((holder) -> holder.get("jq")))
					: Optional.empty();
			if (step.text("name").equals(PARAMETERS)) {
				return filters;
			}
			if (jq.isPresent()) {
				Place text = jq.get().isText() ? jq.get() : jq.get().get("expression").orElse(jq.get());
				Source.at(text, this.scratch, new Findings()).ifPresent(filters::add);
			}
			else if (!step.key().equals("log")) {
				break;
			}
		}
		return List.of();
	}

	private List<Place> steps(List<Definition> definitions) {
		return definitions.stream()
			.flatMap((definition) -> definition.place().get("from").stream())
			.filter((from) -> Address.at(from, this.scratch)
				.filter((address) -> address.toString().equals(UPSERT))
				.isPresent())
			.flatMap((from) -> from.get("steps").stream())
			.flatMap((steps) -> steps.inner().stream())
			.flatMap((step) -> step.inner().stream())
			.filter((step) -> !this.scratch.isDisabled(step))
			.toList();
	}

	private Map<String, byte[]> items() throws IOException {
		Map<String, byte[]> items = new LinkedHashMap<>();
		for (String name : Examples.names(this.examples)) {
			Path item = this.examples.resolve(name + Examples.ITEM);
			if (Files.exists(item)) {
				items.put(name, Files.readAllBytes(item));
			}
		}
		return items;
	}

	/** As the filter gets them: without those of items that are parked before it. */
	private ArrayNode rows(String mapping, Collection<byte[]> items) {
		Object read = evaluate(expression("bean", "articles?method=read"), List.copyOf(items));
		Object mapped = evaluate(expression("article-jq", mapping), read);
		return (ArrayNode) evaluate(expression("bean", "articles?method=rows"), mapped);
	}

	private Optional<Problem> apply(List<Source> filters, ArrayNode rows, String example) {
		String name = this.examples.getFileName() + "/" + example + Examples.ITEM;
		Object left = rows;
		for (Source filter : filters) {
			try {
				left = evaluate(expression("jq", filter.text()), left);
			}
			catch (RuntimeException | StackOverflowError ex) {
				return Optional.of(filter.problem(0, "the filter fails on " + name + ": " + reason(ex)));
			}
		}
		if (rows.isEmpty() || areRows(left)) {
			return Optional.empty();
		}
		String shown = String.valueOf(left);
		shown = (shown.length() > MOST_SHOWN) ? shown.substring(0, MOST_SHOWN) + "…" : shown;
		return Optional.of(filters.get(filters.size() - 1)
			.problem(0, "the filter must give an array of rows, as map(select(…)) does, but of " + name + " it gave "
					+ shown));
	}

	private static String reason(Throwable failure) {
		if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof JsonQueryException fault) {
			// ours explain themselves
			boolean isOfJq = fault.getClass().getPackage() == JsonQueryException.class.getPackage();
			return fault.getMessage() + (isOfJq ? ". What an item lacks is null: write (.language // \"\"), say" : "");
		}
		return Causes.text(failure);
	}

	private static boolean areRows(Object left) {
		return left instanceof ArrayNode rows
				&& StreamSupport.stream(rows.spliterator(), false).allMatch(JsonNode::isObject);
	}

	private Expression expression(String language, String text) {
		Expression expression = this.scratch.camel().resolveLanguage(language).createExpression(text);
		expression.init(this.scratch.camel());
		return expression;
	}

	private Object evaluate(Expression expression, Object body) {
		Exchange exchange = new DefaultExchange(this.scratch.camel());
		exchange.setVariable("origin", "broker");
		exchange.getMessage().setBody(body);
		return expression.evaluate(exchange, Object.class);
	}

}
