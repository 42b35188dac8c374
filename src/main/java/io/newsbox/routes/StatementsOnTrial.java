package io.newsbox.routes;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * Has the database execute statements with the rows of the examples.
 * <ol>
 * <li>As they are. A row that it refuses would be parked.</li>
 * <li>Once more, as if they were older, and then newer, than all that is stored: only the
 * newer ones may win.</li>
 * </ol>
 */
final class StatementsOnTrial {

	/** Classes of SQLSTATE that speak of the rows; any other is not their fault. */
	private static final Set<String> REFUSED = Set.of("21", "22", "23", "44", "54", "P0");

	private static final String VERSION_TIME = "version_created";

	private static final String OLDER = "1900-01-01T00:00:00Z";

	private static final String NEWER = "2900-01-01T00:00:00Z";

	private static final long NONE = -1;

	private final TrialTransaction transaction;

	private final Findings findings;

	private final boolean each;

	/**
	 * @param each whether each row that is refused is a problem, not only if all are
	 */
	StatementsOnTrial(TrialTransaction transaction, Findings findings, boolean each) {
		this.transaction = transaction;
		this.findings = findings;
		this.each = each;
	}

	/**
	 * Executes one.
	 * @return how many of the rows would be parked
	 */
	int execute(Statement statement, SentRows rows) throws SQLException {
		SQLException refusal = refusal(statement, rows, (name, values) -> values);
		if (refusal == null) {
			order(statement, rows);
			return 0;
		}
		List<SQLException> alone = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			int row = i;
			SQLException its = refusal(statement, rows, (name, values) -> Arrays.copyOfRange(values, row, row + 1));
			if (its != null) {
				alone.add(its);
				if (this.each) {
					problem(statement, "the database refuses the row of " + rows.uri(i) + ": " + words(its));
				}
			}
		}
		if (alone.isEmpty()) {
			problem(statement, "the database takes each row of the examples, but not all at once: " + words(refusal));
		}
		else if (alone.size() == rows.size()) {
			problem(statement, "the database refuses the row of each example: " + words(alone.get(0)));
		}
		return alone.size();
	}

	private void order(Statement statement, SentRows rows) throws SQLException {
		if (rows.size() == 0 || !statement.parameters().containsKey(VERSION_TIME)) {
			return;
		}
		try {
			if (stored(statement, rows, at(OLDER)) > 0) {
				problem(statement, "an older update would win: rows of the year 1900 are stored over others."
						+ " The WHERE after DO UPDATE has to compare them");
			}
			if (stored(statement, rows, at(NEWER)) == 0) {
				problem(statement, "a newer update would not win: rows of the year 2900 are not stored over others");
			}
		}
		catch (SQLException ex) {
			if (!isRefused(ex)) {
				throw ex;
			}
			// the table may not take such years
		}
	}

	private static BiFunction<String, Object[], Object[]> at(String time) {
		return (name, values) -> {
			Object[] changed = values.clone();
			if (name.equals(VERSION_TIME)) {
				Arrays.fill(changed, time);
			}
			return changed;
		};
	}

	private @Nullable SQLException refusal(Statement statement, SentRows rows,
			BiFunction<String, Object[], Object[]> change) throws SQLException {
		try {
			var unused = stored(statement, rows, change);
			return null;
		}
		catch (SQLException ex) {
			if (!isRefused(ex)) {
				throw ex;
			}
			return ex;
		}
	}

	private long stored(Statement statement, SentRows rows, BiFunction<String, Object[], Object[]> change)
			throws SQLException {
		return this.transaction.ask((connection) -> {
			try (PreparedStatement execution = connection.prepareStatement(statement.question())) {
				int index = 0;
				for (String name : statement.parametersInOrder()) {
					Object value = rows.parameters().get(name);
					execution.setObject(++index, (value instanceof Object[] all) ? change.apply(name, all) : value);
				}
				try (ResultSet counts = execution.executeQuery()) {
					if (!counts.next()) {
						problem(statement, "gives no row: newsbox reads one, of stored and unchanged");
						return NONE;
					}
					return counts.getLong("stored");
				}
			}
		});
	}

	private static boolean isRefused(SQLException error) {
		return REFUSED.stream().anyMatch(String.valueOf(error.getSQLState())::startsWith);
	}

	private static String words(SQLException refusal) {
		return String.valueOf(refusal.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
	}

	private void problem(Statement statement, String text) {
		this.findings.add(statement.source().problem(0, text));
	}

}
