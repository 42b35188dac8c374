package io.newsbox.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.newsbox.bench.Figures.Latency;
import io.newsbox.kit.Postgres;

/** The table, as the benchmark sees it. */
final class Articles implements AutoCloseable {

	private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

	/** Rows in the table that no peer made, less those that were taken away. */
	private long others;

	private final Connection looks;

	private final Connection locks;

	Articles(Postgres.Database database) throws SQLException {
		this.looks = DriverManager.getConnection(database.url(), database.user(), database.password());
		this.locks = DriverManager.getConnection(database.url(), database.user(), database.password());
		this.locks.setAutoCommit(false);
	}

	/**
	 * Lets nobody write until {@link #unlock()}: whoever tries is ready, warm, and waits.
	 */
	void lock() throws SQLException {
		try (var statement = this.locks.createStatement()) {
			statement.execute("LOCK TABLE article IN EXCLUSIVE MODE");
		}
	}

	void unlock() throws SQLException {
		this.locks.commit();
	}

	/** Waits for an item, and returns when it was seen, in nanoseconds. */
	long await(int number, PeerProcess peer) throws SQLException {
		long end = System.nanoTime() + PATIENCE_NANOS;
		try (var statement = this.looks.prepareStatement("SELECT FROM article WHERE uri = ?")) {
			statement.setString(1, "urn:load:" + number);
			while (System.nanoTime() < end) {
				try (ResultSet row = statement.executeQuery()) {
					if (row.next()) {
						return System.nanoTime();
					}
				}
				peer.failUnlessRunning();
				LockSupport.parkNanos(LOOK_NANOS);
			}
		}
		throw new IllegalStateException("item " + number + " is not in the table after five minutes");
	}

	/**
	 * Waits until all items below a number are there (several consumers keep no order),
	 * and returns when that was seen, in nanoseconds.
	 */
	long awaitAll(int count, PeerProcess peer) throws SQLException {
		long seen = await(count - 1, peer);
		long end = seen + PATIENCE_NANOS;
		for (long rows = count(); rows < count + this.others; rows = count()) {
			if (System.nanoTime() > end) {
				throw new IllegalStateException("there are only " + rows + " rows of " + (count + this.others));
			}
			LockSupport.parkNanos(LOOK_NANOS);
			seen = System.nanoTime();
		}
		return seen;
	}

	/** Puts more rows into the table until there are so many. */
	void fill(long rows) throws SQLException {
		long before = count();
		if (before >= rows) {
			return;
		}
		try (var statement = this.looks.prepareStatement(
				"""
						INSERT INTO article (uri, version, version_created, pub_status, headline, body_text, item, origin, updated_at)
						SELECT 'urn:old:' || number, 1, now(), 'usable', 'Item ' || number, text, jsonb_build_object('body_text', text),
						  'broker', now()
						FROM (SELECT number, string_agg(md5((number + part)::text), ' ') AS text
						  FROM generate_series(?, ?) AS number, generate_series(1, 20) AS part GROUP BY number) AS old""")) {
			statement.setLong(1, before);
			statement.setLong(2, rows - 1);
			this.others += statement.executeUpdate();
		}
		try (var statement = this.looks.createStatement()) {
			statement.execute("VACUUM ANALYZE article");
		}
	}

	/** Empties the table. */
	void clear() throws SQLException {
		this.others -= count();
		try (var statement = this.looks.createStatement()) {
			statement.execute("TRUNCATE article");
		}
	}

	long count() throws SQLException {
		try (var statement = this.looks.createStatement();
				ResultSet count = statement.executeQuery("SELECT count(*) FROM article")) {
			count.next();
			return count.getLong(1);
		}
	}

	/** From version time to commit, of the items from a number on. */
	Latency latency(int first) throws SQLException {
		try (var statement = this.looks.prepareStatement(
				"""
						SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY millis), percentile_cont(0.99) WITHIN GROUP (ORDER BY millis)
						FROM (SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin) - version_created) * 1000 AS millis
						  FROM article WHERE substr(uri, 10)::int >= ?) AS item""")) {
			statement.setInt(1, first);
			try (ResultSet row = statement.executeQuery()) {
				row.next();
				return new Latency(row.getDouble(1), row.getDouble(2));
			}
		}
	}

	/**
	 * The content of the rows of some items, in one word. The numbers of the items are
	 * left out: which ones these are depends on how far the peer came before.
	 */
	String digest(int first, int last) throws SQLException {
		try (var statement = this.looks.prepareStatement(
				"""
						SELECT md5(string_agg(md5(replace((to_jsonb(a) - ARRAY['updated_at', 'number'])::text, number || '"', '"')), '' ORDER BY number))
						FROM (SELECT *, substr(uri, 10)::int AS number FROM article) AS a WHERE number BETWEEN ? AND ?""")) {
			statement.setInt(1, first);
			statement.setInt(2, last);
			try (ResultSet row = statement.executeQuery()) {
				row.next();
				return row.getString(1);
			}
		}
	}

	@Override
	public void close() throws SQLException {
		this.looks.close();
		this.locks.close();
	}

}
