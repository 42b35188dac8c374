package io.newsbox.article;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A batch after it was mapped.
 *
 * @param rows what could be mapped
 * @param deadLetters what could not be read or mapped
 */
record Rows(String origin, List<Row> rows, List<DeadLetter> deadLetters) {

	/**
	 * @param json columns of table {@code article}
	 * @param received what the row was made from
	 */
	record Row(ObjectNode json, Received received) {

		@Override
		public String toString() {
			return "%s (%s)".formatted(this.json.path("uri").asText(), this.json.path("pub_status").asText());
		}

	}

}
