package io.newsbox.article;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Rows, transposed, as the parameters of one statement: under the name of a column there
 * are its values in all rows, as texts. For PostgreSQL that is half the work of rows as
 * JSON, which it would read once for the rows and once more for the items in them.
 * <p>
 * Only what the statement asks for is made. A column that no row has is all null, as a
 * field that a row does not have.
 */
final class Columns extends AbstractMap<String, Object> {

	private static final String ORIGIN = "origin";

	private final JsonNode rows;

	private final String origin;

	/**
	 * @param rows an array of objects
	 */
	Columns(JsonNode rows, String origin) {
		this.rows = rows;
		this.origin = origin;
	}

	@Override
	public boolean containsKey(Object column) {
		return true;
	}

	@Override
	public Object get(Object column) {
		if (column.equals(ORIGIN)) {
			return this.origin;
		}
		@Nullable String[] values = new String[this.rows.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = text(this.rows.get(i).path((String) column));
		}
		return values;
	}

	/** What is neither text nor null is JSON. */
	private static @Nullable String text(JsonNode value) {
		if (value.isTextual()) {
			return value.textValue();
		}
		return (value.isNull() || value.isMissingNode()) ? null : value.toString();
	}

	/** Not for use: which columns there are only the statement knows. */
	@Override
	public Set<Map.Entry<String, Object>> entrySet() {
		return Set.of(Map.entry(ORIGIN, this.origin));
	}

	@Override
	public String toString() {
		return this.rows.size() + " rows from " + this.origin;
	}

}
