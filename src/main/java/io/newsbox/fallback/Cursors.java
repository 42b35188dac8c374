package io.newsbox.fallback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code feed_cursor}. */
final class Cursors {

	private static final Logger LOG = LoggerFactory.getLogger(Cursors.class);

	private static final String SAVE = """
			INSERT INTO feed_cursor AS c
			  (feed, since, next_since, next_url, validated_url, etag, last_modified, updated_at)
			-- a clock of ours that jumped ahead must not hide what is still to come, nor look like a later reading
			VALUES (:feed, least(:since, now()), :nextSince, :nextUrl, :validatedUrl, :etag, :lastModified,
			  least(:updatedAt, now()))
			ON CONFLICT (feed) DO UPDATE SET
			  -- another instance of the group may be further
			  since = greatest(c.since, excluded.since), next_since = excluded.next_since,
			  next_url = excluded.next_url, validated_url = excluded.validated_url, etag = excluded.etag,
			  last_modified = excluded.last_modified, updated_at = excluded.updated_at
			""";

	private static final String ADVANCE = """
			UPDATE feed_cursor SET since = greatest(since, least(:since, now())) WHERE feed = :feed RETURNING since
			""";

	// The earlier of both: the version time is the publisher's, and may be in the future
	// or anything; the time of writing says only how long newsbox was fed.
	private static final String NEWEST = """
			SELECT least(max(version_created), max(updated_at)) AS newest FROM article
			WHERE updated_at < now() - make_interval(secs => :elapsed)
			  -- what another feed has brought says nothing of this one
			  AND NOT EXISTS (SELECT FROM feed_cursor WHERE feed NOT IN (:feed, :feed || '.sweep'))
			""";

	/** In seconds. The table is scanned, which may take longer than a socket is read. */
	private static final int LONGEST_SCAN = 10;

	/** A moment of weakness is no reason to read the whole feed. */
	private static final int SCANS = 3;

	private final JdbcClient database;

	private final JdbcClient scan;

	private final int longestScan;

	private int scansGivenUp;

	Cursors(DataSource database) {
		this(database, LONGEST_SCAN);
	}

	Cursors(DataSource database, int longestScan) {
		this.longestScan = longestScan;
		this.database = JdbcClient.create(database);
		JdbcTemplate bounded = new JdbcTemplate(database);
		bounded.setQueryTimeout(longestScan);
		this.scan = JdbcClient.create(bounded);
	}

	Optional<Cursor> find(String feed) {
		return this.database.sql("SELECT * FROM feed_cursor WHERE feed = :feed")
			.param("feed", feed)
			.query((row, number) -> cursor(row))
			.optional();
	}

	/** Does nothing where there is one. */
	void add(Cursor cursor) {
		if (find(cursor.feed()).isEmpty()) {
			save(cursor);
		}
	}

	void save(Cursor cursor) {
		Cursor.Validator validator = cursor.validator();
		this.database.sql(SAVE)
			.param("feed", cursor.feed())
			.param("since", utc(cursor.since()))
			.param("nextSince", utc(cursor.nextSince()))
			.param("nextUrl", cursor.nextUrl())
			.param("validatedUrl", (validator != null) ? validator.url() : null)
			.param("etag", (validator != null) ? validator.etag() : null)
			.param("lastModified", (validator != null) ? validator.lastModified() : null)
			.param("updatedAt", utc(cursor.updatedAt()))
			.update();
	}

	/**
	 * Moves since forward, and only forward, but never past the present of the database.
	 * @return what it is then; empty before any reading
	 */
	Optional<Instant> advance(String feed, Instant since) {
		return this.database.sql(ADVANCE)
			.param("since", utc(since))
			.param("feed", feed)
			.query((row, number) -> row.getObject("since", OffsetDateTime.class).toInstant())
			.optional();
	}

	/**
	 * The time up to which table {@code article} was fed; empty if it was empty, is too
	 * large to find out, or another feed fills it.
	 * @param elapsed how long ago that is: the clock of the database may differ from ours
	 */
	Optional<Instant> newestArticle(String feed, Duration elapsed) {
		try {
			return this.scan.sql(NEWEST)
				.param("feed", feed)
				.param("elapsed", elapsed.toMillis() / 1000.0)
				.query((row, number) -> Optional.ofNullable(instant(row, "newest")))
				.single();
		}
		catch (QueryTimeoutException ex) {
			if (++this.scansGivenUp < SCANS) {
				throw ex;
			}
			LOG.warn(
					"Its newest row is not found in table article within {} s: the article API is read from its beginning",
					this.longestScan);
			return Optional.empty();
		}
	}

	private static Cursor cursor(ResultSet row) throws SQLException {
		String url = row.getString("validated_url");
		Cursor.Validator validator = (url != null)
				? new Cursor.Validator(url, row.getString("etag"), row.getString("last_modified")) : null;
		return new Cursor(row.getString("feed"), row.getObject("since", OffsetDateTime.class).toInstant(),
				instant(row, "next_since"), row.getString("next_url"), validator,
				row.getObject("updated_at", OffsetDateTime.class).toInstant());
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

	private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
		return (instant != null) ? instant.atOffset(ZoneOffset.UTC) : null;
	}

}
