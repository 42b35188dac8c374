package io.newsbox.routes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatementTest {

	@ParameterizedTest
	@ValueSource(strings = { "SELECT 1", "SELECT 1;", "SELECT 1;\n-- the end; really\n/* of\n; it */ ;\n",
			"SELECT ';' AS \"a;b\" -- ; SELECT 2\n", "DO $$ BEGIN; END; $$", "DO $x$ $$ ; a $$ $x$; ",
			"SELECT 'it''s; so' /* ; */" })
	void oneStatementMayEndAndHoldSemicolons(String text) {
		assertThat(new Statement(new Source("a.sql", 1, text)).problems()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SELECT 1;\nSELECT 2", "SET a = ';'; -- so\nSELECT 2;",
			"SELECT $$;$$;\n/* ; */ DELETE FROM a" })
	void aSecondStatementIsFoundWhereItBegins(String text) {
		assertThat(new Statement(new Source("a.sql", 1, text)).problems()).singleElement()
			.asString()
			.startsWith("a.sql:2: a second statement begins here");
	}

	@ParameterizedTest
	@ValueSource(strings = { "(", "?", ")" })
	void ofManyFaultsSomeAreSaidInNoTime(String fault) {
		Source source = new Source("a.sql", 1, "SELECT 1\n" + fault.repeat(500_000));
		assertThat(new Statement(source).problems()).hasSizeBetween(1, 20);
	}

	@Test
	void whereTheReadingStopsNothingIsSaidOfWhatWouldComeLater() {
		Source source = new Source("a.sql", 1, "SELECT (" + "?, ".repeat(30) + "1)");
		assertThat(new Statement(source).problems()).hasSize(20)
			.extracting(Problem::text)
			.allMatch((text) -> text.startsWith("a bare ?"));
	}

}
