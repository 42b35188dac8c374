package io.newsbox.routes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Lets the database look at statements. */
final class StatementsInDatabase {

	/**
	 * Classes of SQLSTATE: not supported, bad value, no such schema, bad syntax or name,
	 * too complex. Any other is the fault of the connection or the server: lost, full,
	 * shut down.
	 */
	private static final Set<String> FAULT_OF_THE_STATEMENT = Set.of("0A", "22", "3F", "42", "54");

	/**
	 * No constraint for ON CONFLICT, and no permission.
	 */
	private static final Set<String> FAULT_OF_THE_PLAN = Set.of("42P10", "42501");

	private static final String UNDEFINED_TABLE = "42P01";

	/** What newsbox reads of the result of a statement with such parameters. */
	private static final Set<String> COUNTS = Set.of("stored", "unchanged");

	private final TrialTransaction transaction;

	private final Findings findings;

	private final Collection<Statement> counting;

	/**
	 * @param counting those of which newsbox reads the result
	 */
	StatementsInDatabase(TrialTransaction transaction, Findings findings, Collection<Statement> counting) {
		this.transaction = transaction;
		this.findings = findings;
		this.counting = counting;
	}

	/** Lets the database look at a statement, and not execute it. */
	void prepare(Statement statement) throws SQLException {
		String question = statement.question();
		try {
			look(statement, this.transaction.asIfNothing((connection) -> columns(question, connection)));
			plan(question);
		}
		catch (SQLException ex) {
			Refusal refusal = new Refusal(ex);
			if (!refusal.isOf(FAULT_OF_THE_STATEMENT)) {
				throw ex;
			}
			this.findings.add(refusal.problem(statement,
					refusal.is(UNDEFINED_TABLE) ? ". newsbox makes its tables at its first start" : ""));
		}
	}

	private void look(Statement statement, List<String> columns) {
		if (this.counting.contains(statement) && !columns.containsAll(COUNTS)) {
			this.findings.add(statement.source()
				.problem(0, "must give columns stored and unchanged; it gives "
						+ (columns.isEmpty() ? "none" : String.join(", ", columns))));
		}
	}

	/** Those of the result. The server parses the statement for that. */
	private static List<String> columns(String question, Connection connection) throws SQLException {
		List<String> columns = new ArrayList<>();
		try (PreparedStatement prepared = connection.prepareStatement(question)) {
			ResultSetMetaData result = prepared.getMetaData();
			for (int i = 1; result != null && i <= result.getColumnCount(); i++) {
				columns.add(result.getColumnName(i));
			}
		}
		return columns;
	}

	/** The server finds some faults only when it plans. */
	private void plan(String question) throws SQLException {
		try {
			var unused = this.transaction.asIfNothing((connection) -> explain(question, connection));
		}
		catch (SQLException ex) {
			// CALL, say, has no plan, and a parameter may have to be something
			if (FAULT_OF_THE_PLAN.contains(String.valueOf(ex.getSQLState()))) {
				throw ex;
			}
		}
	}

	private static boolean explain(String question, Connection connection) throws SQLException {
		try (PreparedStatement explained = connection.prepareStatement("EXPLAIN " + question)) {
			int parameters = explained.getParameterMetaData().getParameterCount();
			for (int i = 1; i <= parameters; i++) {
				explained.setNull(i, Types.NULL);
			}
			return explained.execute();
		}
	}

}
