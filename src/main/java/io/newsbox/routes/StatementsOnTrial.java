package io.newsbox.routes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * Has the database execute statements with the rows of the examples.
 * <ol>
 * <li>All at once, and once more as if they were older, and then newer, than all that is
 * stored.</li>
 * <li>If it refuses them, each alone.</li>
 * </ol>
 * A statement with which nothing can be stored is a problem. What may be meant, or be the
 * fault of what is in the table, is noted.
 */
final class StatementsOnTrial {

	/** Classes of SQLSTATE with which each batch would be held. */
	private static final Set<String> HELD = Set.of("0A", "3F", "42");

	/** Those with which the rows would be parked, and the statement is at fault. */
	private static final Set<String> PARKED = Set.of("21", "22", "54");

	/** Those with which they would, and the table may be. */
	private static final Set<String> KEPT_OUT = Set.of("23", "44", "P0");

	private static final OptionalLong NONE = OptionalLong.of(0);

	private static final String VERSION_TIME = "version_created";

	private static final String OLDER = "1900-01-01T00:00:00Z";

	private static final String NEWER = "2900-01-01T00:00:00Z";

	/**
	 * In ms, for each statement; and after so long no other begins. A usual trial takes
	 * some 20.
	 */
	private static final int LIMIT = 1000;

	private final TrialTransaction transaction;

	private final Findings findings;

	private final List<Problem> notes;

	private final long begin = System.nanoTime();

	/**
	 * @param notes where these go
	 */
	StatementsOnTrial(TrialTransaction transaction, Findings findings, List<Problem> notes) throws SQLException {
		this.transaction = transaction;
		this.findings = findings;
		this.notes = notes;
		transaction.limit(LIMIT);
	}

	/** Executes one; nothing of it stays for the next. */
	void execute(Statement statement, SentRows rows) throws SQLException {
		try {
			List<String> questions = this.transaction
				.asIfNothing((connection) -> together(statement, rows, connection));
			questions.forEach((question) -> note(statement, question));
		}
		catch (SQLException ex) {
			Refusal refusal = new Refusal(ex);
			if (refusal.isOf(HELD)) {
				this.findings.add(refusal.problem(statement, ""));
			}
			else if (isOfRows(refusal)) {
				alone(statement, rows, refusal);
			}
			else {
				throw ex;
			}
		}
	}

	private List<String> together(Statement statement, SentRows rows, Connection connection) throws SQLException {
		List<String> questions = new ArrayList<>();
		if (stored(statement, rows, (name, values) -> values, connection).isEmpty()) {
			problem(statement, "gives no row: newsbox reads one, of stored and unchanged");
		}
		else if (rows.size() > 0 && statement.parameters().containsKey(VERSION_TIME)) {
			try {
				if (!NONE.equals(stored(statement, rows, at(OLDER), connection))) {
					questions.add("the same rows from the year 1900 count as stored: does an older update win?");
				}
				if (NONE.equals(stored(statement, rows, at(NEWER), connection))) {
					questions.add("the same rows from the year 2900 do not count as stored: does a newer update win?");
				}
			}
			catch (SQLException ex) {
				// the table may not take such years
				return List.of();
			}
		}
		return questions;
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

	private void alone(Statement statement, SentRows rows, Refusal together) throws SQLException {
		int refused = 0;
		boolean atFault = true;
		String first = "";
		for (int i = 0; i < rows.size(); i++) {
			Refusal its = refusal(statement, rows, i);
			if (its != null) {
				first = first.isEmpty() ? rows.uri(i) + ": " + its.words() : first;
				atFault &= its.isOf(PARKED);
				refused++;
			}
		}
		if (refused == 0) {
			note(statement, "the database takes each row of the examples, but not all at once: " + together.words());
		}
		else if (refused == rows.size() && atFault) {
			problem(statement, "the database refuses each row of the examples, first " + first);
		}
		else {
			note(statement, "the database refuses " + refused + " of the rows of the examples, first " + first);
		}
	}

	private @Nullable Refusal refusal(Statement statement, SentRows rows, int row) throws SQLException {
		try {
			var unused = this.transaction.asIfNothing((connection) -> stored(statement, rows,
					(name, values) -> Arrays.copyOfRange(values, row, row + 1), connection));
			return null;
		}
		catch (SQLException ex) {
			Refusal refusal = new Refusal(ex);
			if (!isOfRows(refusal)) {
				throw ex;
			}
			return refusal;
		}
	}

	/** How many are stored, as it says; empty where it gives no row. */
	private OptionalLong stored(Statement statement, SentRows rows, BiFunction<String, Object[], Object[]> change,
			Connection connection) throws SQLException {
		if (System.nanoTime() - this.begin > LIMIT * 1_000_000L) {
			throw new SQLException("the trial takes too long");
		}
		try (PreparedStatement execution = connection.prepareStatement(statement.question())) {
			int index = 0;
			for (String name : statement.parametersInOrder()) {
				Object value = rows.parameters().get(name);
				execution.setObject(++index, (value instanceof Object[] all) ? change.apply(name, all) : value);
			}
			try (ResultSet counts = execution.executeQuery()) {
				return counts.next() ? OptionalLong.of(counts.getLong("stored")) : OptionalLong.empty();
			}
		}
	}

	private static boolean isOfRows(Refusal refusal) {
		return refusal.isOf(PARKED) || refusal.isOf(KEPT_OUT);
	}

	private void problem(Statement statement, String text) {
		this.findings.add(statement.source().problem(0, text));
	}

	private void note(Statement statement, String text) {
		Problem note = new Problem(statement.source().file(), 0, text);
		if (!this.notes.contains(note)) {
			// routes may send the same statement
			this.notes.add(note);
		}
	}

}
