package io.newsbox.article;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@UsePostgres
class KnownParametersTest {

	private static final String PLANS = """
			SELECT coalesce(max(generic_plans + custom_plans), 0) FROM pg_prepared_statements WHERE statement LIKE '%cardinality%'
			""";

	private final KnownParameters database;

	KnownParametersTest(Postgres postgres) {
		this.database = new KnownParameters(postgres.newDatabase().dataSource());
	}

	@Test
	void theServerKeepsAStatementWhoseParametersAreCountedBeforeEachExecution() throws SQLException {
		try (Connection connection = this.database.getConnection()) {
			for (int i = 0; i < 20; i++) {
				assertThat(twoArrays(connection)).isEqualTo(3);
			}
			try (PreparedStatement plans = connection.prepareStatement(PLANS); ResultSet row = plans.executeQuery()) {
				row.next();
				assertThat(row.getInt(1)).isGreaterThan(10);
			}
		}
	}

	@Test
	void thePoolIsFoundWithin() throws SQLException {
		DataSource pool = new PGSimpleDataSource();
		assertThat(new KnownParameters(pool).unwrap(PGSimpleDataSource.class)).isSameAs(pool);
	}

	@Test
	void aFaultOfTheStatementArrivesAsItIs() throws SQLException {
		try (Connection connection = this.database.getConnection();
				PreparedStatement statement = connection.prepareStatement("SELECT ?::integer FROM nowhere")) {
			assertThatExceptionOfType(SQLException.class).isThrownBy(statement::getParameterMetaData)
				.withMessageContaining("nowhere");
		}
	}

	/** As camel-jdbc does it. */
	private static int twoArrays(Connection connection) throws SQLException {
		try (PreparedStatement statement = connection
			.prepareStatement("SELECT cardinality(CAST(? AS text[])) + cardinality(CAST(? AS text[]))")) {
			int count = statement.getParameterMetaData().getParameterCount();
			for (int i = 1; i <= count; i++) {
				statement.setObject(i, new String[i]);
			}
			try (ResultSet row = statement.executeQuery()) {
				row.next();
				return row.getInt(1);
			}
		}
	}

}
