package io.newsbox.article;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Rows, transposed, as the parameters of one statement: under the name of a column there
 * are its values in all rows, as texts. For PostgreSQL that is half the work of rows as
 * JSON, which it would read once for the rows and once more for the items in them.
 * <p>
 * A column that no row has is all null, as a field that a row does not have.
 */
final class Columns extends AbstractMap<String, Object> {

	private static final String ORIGIN = "origin";

	private final int rows;

	private final String origin;

	private final Map<String, @Nullable String[]> columns = new HashMap<>();

	/**
	 * @param rows an array of objects
	 */
	Columns(JsonNode rows, String origin) {
		this.rows = rows.size();
		this.origin = origin;
		for (int i = 0; i < this.rows; i++) {
			// row by row, as they lie in memory
			for (Map.Entry<String, JsonNode> field : rows.get(i).properties()) {
				this.columns.computeIfAbsent(field.getKey(), this::empty)[i] = text(field.getValue());
			}
		}
	}

	private @Nullable String[] empty(String column) {
		return new @Nullable String[this.rows];
	}

	@Override
	public boolean containsKey(Object column) {
		return true;
	}

	@Override
	public Object get(Object column) {
		String name = (String) column;
		return name.equals(ORIGIN) ? this.origin : this.columns.computeIfAbsent(name, this::empty);
	}

	/** What is neither text nor null is JSON. */
	private static @Nullable String text(JsonNode value) {
		if (value.isTextual()) {
			return value.textValue();
		}
		return value.isNull() ? null : value.toString();
	}

	/** Not for use: which columns there are only the statement knows. */
	@Override
	public Set<Map.Entry<String, Object>> entrySet() {
		return Set.of(Map.entry(ORIGIN, this.origin));
	}

	@Override
	public String toString() {
		return this.rows + " rows from " + this.origin;
	}

}
