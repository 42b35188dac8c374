package io.newsbox.bench.peer;

import java.util.List;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The article table, as the peers with Spring write to it. */
final class Table {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	Table(JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/** Upserts one item, in a transaction of its own. */
	void store(byte[] item) {
		this.jdbc.update(Upsert.SQL, (statement) -> Upsert.bind(statement, item));
	}

	/** Upserts items in one JDBC batch and one transaction. */
	void store(List<byte[]> items) {
		this.transaction.executeWithoutResult((status) -> this.jdbc.batchUpdate(Upsert.SQL, items, items.size(),
				(statement, item) -> Upsert.bind(statement, item)));
	}

}
