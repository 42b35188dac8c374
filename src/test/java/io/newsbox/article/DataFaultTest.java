package io.newsbox.article;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DataFaultTest {

	private final SQLException ofData = new SQLException("invalid value", "22023");

	@Test
	void anErrorThatTheDatabaseAscribesToTheDataIsFoundAmongItsCauses() {
		assertThat(DataFault.in(new CamelExecutionException("failed", null, this.ofData))).isSameAs(this.ofData);
	}

	@ParameterizedTest
	@ValueSource(strings = { "21000", "22P05", "23514", "44000", "54000", "P0001" })
	void theseSpeakOfTheData(String state) {
		SQLException error = new SQLException("refused", state);
		assertThat(DataFault.in(error)).isSameAs(error);
	}

	@ParameterizedTest
	@ValueSource(strings = { "08006", "25006", "40P01", "42P01", "42703", "53100", "57014", "XX000" })
	void theseDoNot(String state) {
		assertThat(DataFault.in(new SQLException("failed", state))).isNull();
	}

	@Test
	void whatNobodyIsolatesIsHeld() {
		Exchange exchange = new DefaultExchange(new DefaultCamelContext());
		exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, this.ofData);
		assertThat(new DataFault().isElsewhere(exchange)).isTrue();
		DataFault.setRows(exchange, 1);
		assertThat(new DataFault().isElsewhere(exchange)).isFalse();
	}

	@Test
	void whoGetsNoConnectionHasSentNoDataWhateverTheCode() {
		SQLException noConnection = new SQLTransientConnectionException("timed out", this.ofData.getSQLState(),
				this.ofData);
		assertThat(DataFault.in(new CamelExecutionException("failed", null, noConnection))).isNull();
	}

}
