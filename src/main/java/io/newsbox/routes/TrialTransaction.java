package io.newsbox.routes;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

import javax.sql.DataSource;

/**
 * A transaction in which statements are tried, and of which nothing stays. What runs
 * never waits long for it, nor it for what runs.
 */
final class TrialTransaction {

	private static final String BOUNDS = "SET LOCAL statement_timeout = '5s'; SET LOCAL lock_timeout = '1s'";

	private final Connection connection;

	private TrialTransaction(Connection connection) {
		this.connection = connection;
	}

	/** Tries something, if the database is to be asked. */
	static void run(Scratch scratch, AskDatabase database, Findings findings, Work work) {
		if (database == AskDatabase.NEVER) {
			return;
		}
		DataSource pool = scratch.camel().getRegistry().lookupByNameAndType("dataSource", DataSource.class);
		try (Connection connection = pool.getConnection()) {
			connection.setAutoCommit(false);
			try (Statement bounds = connection.createStatement()) {
				bounds.execute(BOUNDS);
				work.run(new TrialTransaction(connection));
			}
			finally {
				connection.rollback();
				connection.setAutoCommit(true);
			}
		}
		catch (SQLException ex) {
			if (database == AskDatabase.ALWAYS) {
				findings.add(new Problem("spring.datasource.url", 0,
						"the database, which is to look at the statements, does not: " + Causes.text(ex)));
			}
		}
	}

	/** Asks the database; if it refuses that, it can be asked something else. */
	<T> T ask(Question<T> question) throws SQLException {
		Savepoint before = this.connection.setSavepoint();
		try {
			return question.of(this.connection);
		}
		catch (SQLException ex) {
			this.connection.rollback(before);
			throw ex;
		}
	}

	/** What is tried. */
	interface Work {

		void run(TrialTransaction transaction) throws SQLException;

	}

	/** What the database is asked. */
	interface Question<T> {

		T of(Connection connection) throws SQLException;

	}

}
