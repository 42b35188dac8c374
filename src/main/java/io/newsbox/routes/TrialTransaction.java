package io.newsbox.routes;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction in which statements are tried, and of which nothing stays in tables. It
 * does not wait for what runs, nor does that wait long for it.
 */
final class TrialTransaction {

	private static final Logger LOG = LoggerFactory.getLogger(TrialTransaction.class);

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
			try {
				connection.setAutoCommit(false);
				TrialTransaction transaction = new TrialTransaction(connection);
				transaction.execute(BOUNDS);
				work.run(transaction);
			}
			finally {
				end(connection);
			}
		}
		catch (SQLException ex) {
			LOG.debug("The database was not asked all", ex);
			if (database == AskDatabase.ALWAYS && findings.problems().isEmpty()) {
				findings.add(new Problem("spring.datasource.url", 0,
						"the database, which is to look at the statements, does not: " + Causes.text(ex)));
			}
		}
	}

	private static void end(Connection connection) {
		try {
			connection.rollback();
			connection.setAutoCommit(true);
		}
		catch (SQLException ex) {
			// the pool has closed it after the failure that counts
			LOG.debug("The trial's connection is lost", ex);
		}
	}

	private void execute(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(sql);
		}
	}

	/** For each statement from here on, in ms. */
	void limit(int limit) throws SQLException {
		execute("SET LOCAL statement_timeout = " + limit);
	}

	/**
	 * Asks the database, as if nothing had been asked before, nor will have been
	 * afterwards.
	 */
	<T> T asIfNothing(Question<T> question) throws SQLException {
		Savepoint before = this.connection.setSavepoint();
		try {
			T answer = question.of(this.connection);
			this.connection.rollback(before);
			return answer;
		}
		catch (SQLException ex) {
			try {
				this.connection.rollback(before);
			}
			catch (SQLException lost) {
				ex.addSuppressed(lost);
			}
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
