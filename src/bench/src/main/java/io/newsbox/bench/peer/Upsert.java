package io.newsbox.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * One item into one row, by hand. It does as much as newsbox does for a plain text item
 * of ninjs 1.x, and with the same outcome: the version guard is the same total order.
 */
final class Upsert {

	/** Each row is a statement of its own; several are sent as a JDBC batch. */
	static final String SQL = """
			INSERT INTO article AS a (uri, version, version_created, pub_status, type, language, headline, byline,
				body_text, body_html, first_created, embargoed, urgency, item, origin, updated_at)
			VALUES (?, ?, ?::timestamptz, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?, ?::jsonb, 'broker', now())
			ON CONFLICT (uri) DO UPDATE SET
				version = excluded.version, version_created = excluded.version_created, pub_status = excluded.pub_status,
				type = excluded.type, language = excluded.language, headline = excluded.headline,
				byline = excluded.byline, body_text = excluded.body_text, body_html = excluded.body_html,
				first_created = excluded.first_created, embargoed = excluded.embargoed, urgency = excluded.urgency,
				item = excluded.item, origin = excluded.origin, updated_at = excluded.updated_at
			WHERE (excluded.version_created, excluded.pub_status = 'canceled' AND excluded.version IS NULL, COALESCE(excluded.version, 0),
					array_position(ARRAY['usable', 'withheld', 'canceled'], excluded.pub_status), excluded.item)
				> (a.version_created, a.pub_status = 'canceled' AND a.version IS NULL, COALESCE(a.version, 0),
					array_position(ARRAY['usable', 'withheld', 'canceled'], a.pub_status), a.item)
			""";

	private static final ObjectMapper JSON = new ObjectMapper();

	private Upsert() {
	}

	/** Maps an item and sets the parameters of the statement. */
	static void bind(PreparedStatement statement, byte[] body) throws SQLException {
		JsonNode item = read(body);
		statement.setString(1, text(item, "uri"));
		statement.setObject(2, item.hasNonNull("version") ? item.get("version").asLong() : null, Types.BIGINT);
		statement.setString(3, text(item, "versioncreated"));
		statement.setString(4, item.path("pubstatus").asText("usable"));
		statement.setString(5, text(item, "type"));
		statement.setString(6, text(item, "language"));
		statement.setString(7, text(item, "headline"));
		statement.setString(8, text(item, "byline"));
		statement.setString(9, text(item, "body_text"));
		statement.setString(10, text(item, "body_xhtml"));
		statement.setString(11, text(item, "firstcreated"));
		statement.setString(12, text(item, "embargoed"));
		statement.setObject(13, item.hasNonNull("urgency") ? item.get("urgency").asInt() : null, Types.SMALLINT);
		statement.setString(14, new String(body, StandardCharsets.UTF_8));
	}

	private static JsonNode read(byte[] body) {
		try {
			return JSON.readTree(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static @Nullable String text(JsonNode item, String field) {
		return item.hasNonNull(field) ? item.get(field).asText() : null;
	}

}
