package io.newsbox.article;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.jspecify.annotations.Nullable;

import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;

/**
 * Tells whether an error lies in the items, so that they have to be parked, or elsewhere,
 * so that they have to be held. In doubt they are held: that loses nothing.
 */
public final class DataFault {

	/**
	 * SQLSTATE classes (PostgreSQL, Appendix A) that speak of the data: cardinality
	 * violation, data exception, integrity constraint violation, check option of a view,
	 * program limit exceeded (a uri too long for its index, say), and PL/pgSQL's own: a
	 * trigger that raises an exception. A missing table, a full disk or a standby in
	 * recovery is of another class.
	 */
	private static final Set<String> OF_DATA = Set.of("21", "22", "23", "44", "54", "P0");

	/** By {@code statement_timeout}, see {@link Sessions}, as a rule. */
	private static final String CANCELED = "57014";

	private static final String ROWS = "newsbox.rows";

	/** How many rows an exchange brings, so that it can fail for their number. */
	static void setRows(Exchange exchange, int rows) {
		exchange.setProperty(ROWS, rows);
	}

	/**
	 * For the route files: whether this exchange is to be held. Where {@link Isolation}
	 * did not send it, nobody looks for the item at fault, and the batch would go round
	 * between here and the broker, which drops what comes back too often.
	 */
	public boolean isElsewhere(Exchange exchange) {
		Throwable error = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
		int rows = exchange.getProperty(ROWS, 0, Integer.class);
		return rows == 0 || (in(error) == null && !(isTooLong(error) && rows > 1));
	}

	/** Whether the statement took too long, which one with fewer rows may not. */
	static boolean isTooLong(@Nullable Throwable error) {
		SQLException refusal = ObjectHelper.getException(SQLException.class, error);
		return refusal != null && CANCELED.equals(refusal.getSQLState());
	}

	/**
	 * The part of the error that speaks of the data, or null if none does. Who gets no
	 * connection has sent no data, whatever the code: a server that does not know our
	 * time zone refuses it as a "data exception".
	 */
	static @Nullable Throwable in(@Nullable Throwable error) {
		if (ObjectHelper.getException(SQLTransientConnectionException.class, error) != null) {
			return null;
		}
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			if ((cause instanceof SQLException sql && isOfData(sql)) || cause instanceof JsonQueryException) {
				return cause;
			}
		}
		return null;
	}

	private static boolean isOfData(SQLException error) {
		String state = error.getSQLState();
		return state != null && state.length() == 5 && OF_DATA.contains(state.substring(0, 2));
	}

}
