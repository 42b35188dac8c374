package io.newsbox.article;

import java.sql.SQLException;

import com.zaxxer.hikari.SQLExceptionOverride;

/**
 * Has the pool throw away a connection whose session may only read: that was decided when
 * it was opened, at a database that was read-only then, or at a standby. Kept, it would
 * fail for as long as it lives. Named in {@code application.yaml}.
 */
public final class ReadOnlySessions implements SQLExceptionOverride {

	/** PostgreSQL, Appendix A: read_only_sql_transaction. */
	private static final String READ_ONLY = "25006";

	@java.lang.Override
	public Override adjudicate(SQLException error) {
		return READ_ONLY.equals(error.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
	}

}
