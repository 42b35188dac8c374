package io.newsbox.routes;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.camel.Exchange;
import org.apache.camel.component.jdbc.JdbcConstants;
import org.jspecify.annotations.Nullable;

/** Stands in for the database at the end of a trial, and keeps what it was sent. */
final class DatabaseStandIn {

	private final Outside outside;

	private final ArrayNode stored = JsonNodeFactory.instance.arrayNode();

	private final Map<String, SentRows> sent = new HashMap<>();

	private @Nullable String parked;

	DatabaseStandIn(Outside outside) {
		this.outside = outside;
	}

	/** The next item comes. */
	void clear() {
		this.stored.removeAll();
		this.sent.clear();
		this.parked = null;
	}

	/** The rows that were to be stored. */
	ArrayNode stored() {
		return this.stored;
	}

	/** The same, by the text of the statement that they were sent to last. */
	Map<String, SentRows> sent() {
		return Map.copyOf(this.sent);
	}

	/** Why the item was to be parked; null if it was not. */
	@Nullable String parked() {
		return this.parked;
	}

	/**
	 * Answers a statement.
	 * @param rows as the last step left them
	 */
	void answer(Exchange exchange, ArrayNode rows) {
		Map<?, ?> parameters = exchange.getMessage().getHeader(JdbcConstants.JDBC_PARAMETERS, Map.class);
		if (parameters == null) {
			this.outside.ask();
		}
		else if (parameters.get("reason") instanceof String reason) {
			this.parked = reason + ": " + parameters.get("detail");
		}
		else {
			String statement = exchange.getMessage().getBody(String.class);
			this.stored.addAll(rows);
			this.sent.put(statement.strip(), new SentRows(parameters, rows.size()));
			exchange.getMessage().setBody(this.outside.count(statement));
		}
	}

}
