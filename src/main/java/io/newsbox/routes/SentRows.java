package io.newsbox.routes;

import java.util.Map;

/**
 * Rows as a route sends them to a statement.
 *
 * @param parameters for each name that the statement asks for, a value for all rows, or
 * an array with one for each
 * @param size how many rows there are
 */
record SentRows(Map<?, ?> parameters, int size) {

	String uri(int row) {
		return (this.parameters.get("uri") instanceof Object[] uris) ? String.valueOf(uris[row]) : "number " + row;
	}

}
