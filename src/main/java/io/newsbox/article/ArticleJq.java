package io.newsbox.article;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.thisptr.jackson.jq.Scope;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.language.jq.JqLanguage;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.LanguageSupport;
import org.jspecify.annotations.Nullable;

/**
 * The expression language {@code article-jq} of the route files: a jq program that makes
 * one row from one item, run for each item of the batch in the body. Camel's own
 * {@code jq} would need a split, with an exchange an item.
 */
public final class ArticleJq extends LanguageSupport {

	@Override
	public Expression createExpression(String program) {
		Scope builtins = ((JqLanguage) getCamelContext().resolveLanguage("jq")).getRootScope();
		return new Mapping(new CompiledJq(program, builtins), builtins);
	}

	@Override
	public Predicate createPredicate(String program) {
		throw new IllegalArgumentException("article-jq makes rows; use jq for a condition");
	}

	private static final class Mapping extends ExpressionAdapter {

		private final CompiledJq program;

		private final Scope builtins;

		Mapping(CompiledJq program, Scope builtins) {
			this.program = program;
			this.builtins = builtins;
		}

		@Override
		public Object evaluate(Exchange exchange) {
			if (!(exchange.getMessage().getBody() instanceof Items batch)) {
				throw new IllegalStateException(
						"the mapping must come right after articles.read, which gives it the items");
			}
			List<Rows.Row> rows = new ArrayList<>(batch.items().size());
			List<DeadLetter> deadLetters = new ArrayList<>(batch.deadLetters());
			for (NewsItem item : batch.items()) {
				try {
					rows.add(new Rows.Row(complete(map(item.json()), item), item.received()));
				}
				catch (BadItemException ex) {
					deadLetters.add(new DeadLetter(batch.origin(), item.received(), ex));
				}
			}
			return new Rows(batch.origin(), rows, deadLetters);
		}

		private ObjectNode map(JsonNode item) throws BadItemException {
			List<JsonNode> rows = new ArrayList<>(1);
			try {
				this.program.apply(this.builtins, item, rows::add);
			}
			catch (CancellationException ex) {
				// newsbox stops: no fault of the item
				throw ex;
			}
			catch (JqFault ex) {
				throw new BadItemException("The mapping article.jq fails", String.valueOf(ex.getMessage()));
			}
			catch (StackOverflowError ex) {
				throw new BadItemException("The mapping article.jq fails",
						"a function calls itself for ever, or too often");
			}
			catch (IOException | RuntimeException ex) {
				throw new BadItemException("The mapping article.jq fails", ex.toString());
			}
			if (rows.size() == 1 && rows.get(0) instanceof ObjectNode row) {
				return row;
			}
			throw new BadItemException("The mapping article.jq does not give one row", "but " + rows);
		}

		/**
		 * Adds what a mapping cannot know, and refuses what has no identity or no time.
		 */
		private static ObjectNode complete(ObjectNode row, NewsItem item) throws BadItemException {
			if (row.path("uri").asText("").isBlank() || !row.path("uri").isTextual()) {
				throw new BadItemException("No uri", "an item without a uri has no identity");
			}
			Instant versionCreated = instant(row, "version_created");
			if (versionCreated == null) {
				versionCreated = item.received().timestamp();
			}
			if (versionCreated == null) {
				throw new BadItemException("No version time",
						"neither versioncreated/versionCreated nor a likely AMQP property timestamp is there");
			}
			row.put("version_created", Instants.text(versionCreated));
			normalize(row, "first_created");
			normalize(row, "embargoed");
			row.set("item", item.json());
			return row;
		}

		private static void normalize(ObjectNode row, String column) throws BadItemException {
			Instant instant = instant(row, column);
			if (instant != null) {
				row.put(column, Instants.text(instant));
			}
		}

		private static @Nullable Instant instant(ObjectNode row, String column) throws BadItemException {
			JsonNode value = row.path(column);
			return (value.isNull() || value.isMissingNode()) ? null : Instants.parse(column, value.asText());
		}

	}

}
