package io.newsbox.article;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DataFaultTest {

	private final SQLException ofData = new SQLException("invalid value", "22023");

	@Test
	void anErrorThatTheDatabaseAscribesToTheDataIsFoundAmongItsCauses() {
		assertThat(DataFault.in(new CamelExecutionException("failed", null, this.ofData))).isSameAs(this.ofData);
	}

	@Test
	void whoGetsNoConnectionHasSentNoDataWhateverTheCode() {
		SQLException noConnection = new SQLTransientConnectionException("timed out", this.ofData.getSQLState(),
				this.ofData);
		assertThat(DataFault.in(new CamelExecutionException("failed", null, noConnection))).isNull();
	}

}
