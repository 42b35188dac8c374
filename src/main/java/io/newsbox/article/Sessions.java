package io.newsbox.article;

import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.StringUtils;

/**
 * What each session at the database has to have, whatever else the pool is set to.
 * <ol>
 * <li>Each statement is committed.</li>
 * <li>One that takes longer than {@code socketTimeout}, or waits so long for a lock,
 * would be left behind at the server, and the next one, and the next. One that the server
 * cancels for its time goes again with half of its rows; where the database has a shorter
 * bound of its own, that counts.</li>
 * <li>An instance that freezes or is cut off within a transaction would keep its rows
 * locked, the lease of the article API's reader among them.</li>
 * </ol>
 */
public final class Sessions {

	private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

	/**
	 * Of one statement, where the database has no shorter bound of its own; below
	 * {@code socketTimeout} (20 s), so that the server ends it first.
	 */
	static final Duration LONGEST_STATEMENT = Duration.ofSeconds(18);

	private static final String BOUNDS = """
			SELECT set_config('idle_in_transaction_session_timeout', '5s', false),
				set_config('lock_timeout', '15s', false),
				set_config(name, coalesce(least(nullif(setting::bigint, 0), %1$d), %1$d)::text, false)
			FROM pg_settings WHERE name = 'statement_timeout'""".formatted(LONGEST_STATEMENT.toMillis());

	private Sessions() {
	}

	/** Sets up a pool that is not in use yet. */
	public static void bound(HikariDataSource pool) {
		if (!pool.isAutoCommit()) {
			LOG.warn("spring.datasource.hikari.auto-commit=false is passed over: each statement of newsbox is"
					+ " a transaction, and would be rolled back. Take the setting away");
			pool.setAutoCommit(true);
		}
		String own = pool.getConnectionInitSql();
		pool.setConnectionInitSql(StringUtils.hasText(own) ? BOUNDS + "; " + own : BOUNDS);
	}

}
