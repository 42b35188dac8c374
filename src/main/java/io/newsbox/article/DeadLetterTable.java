package io.newsbox.article;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What waits in table {@code dead_letter}. What was replayed stays there and is not seen
 * here.
 */
final class DeadLetterTable {

	private static final int START_LENGTH = 200;

	private static final String LINES = """
			SELECT id, received_at, origin, attempts, reason, detail, headers ->> 'content_encoding' AS encoding,
			       octet_length(body) AS bytes, substring(body FOR %d) AS start
			FROM dead_letter WHERE replayed_at IS NULL
			""".formatted(START_LENGTH);

	private final JdbcClient database;

	DeadLetterTable(JdbcClient database) {
		this.database = database;
	}

	long count() {
		return this.database.sql("SELECT count(*) FROM dead_letter WHERE replayed_at IS NULL")
			.query(Long.class)
			.single();
	}

	/** The oldest first. */
	List<Long> ids() {
		return this.database.sql("SELECT id FROM dead_letter WHERE replayed_at IS NULL ORDER BY id")
			.query(Long.class)
			.list();
	}

	/** Lines for people, the oldest first. */
	List<Map<String, Object>> lines(long afterId, int limit) {
		return this.database.sql(LINES + "AND id > :after ORDER BY id LIMIT :limit")
			.param("after", afterId)
			.param("limit", limit)
			.query((row, number) -> line(row))
			.list();
	}

	Optional<Map<String, Object>> line(long id) {
		return this.database.sql(LINES + "AND id = :id").param("id", id).query((row, number) -> line(row)).optional();
	}

	void delete(long id) {
		this.database.sql("DELETE FROM dead_letter WHERE id = :id").param("id", id).update();
	}

	/** Simple types only: any JMX client can show them. */
	private static Map<String, Object> line(ResultSet row) throws SQLException {
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("id", row.getLong("id"));
		line.put("time", Instants.seconds(row.getObject("received_at", OffsetDateTime.class).toInstant()));
		line.put("origin", row.getString("origin"));
		line.put("attempts", row.getInt("attempts"));
		line.put("reason", row.getString("reason"));
		line.put("detail", row.getString("detail"));
		line.put("bytes", row.getInt("bytes"));
		String encoding = row.getString("encoding");
		line.put("start", (encoding != null) ? "(" + encoding + ")" : start(row.getBytes("start")));
		return line;
	}

	/** As text, whatever it is; a character that was cut in two goes. */
	private static String start(byte[] bytes) {
		String text = new String(bytes, StandardCharsets.UTF_8);
		return text.replaceAll("\\p{Cntrl}+", " ").replaceFirst("\uFFFD$", "");
	}

}
