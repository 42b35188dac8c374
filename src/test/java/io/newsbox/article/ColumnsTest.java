package io.newsbox.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A batch whose columns are wrong would still be stored, row by row. */
class ColumnsTest {

	private final Columns columns;

	ColumnsTest() throws JsonProcessingException {
		this.columns = new Columns(
				new ObjectMapper().readTree(
						"""
								[{"uri":"a","urgency":4,"byline":null},{"uri":"b","headline":"B","origin":"x"},{"uri":"c","item":{"a":[1.50]}}]
								"""),
				"broker");
	}

	@Test
	void aColumnHasTheValueOfEachRowInItsPlace() {
		assertThat(this.columns.get("uri")).isEqualTo(new String[] { "a", "b", "c" });
		assertThat(this.columns.get("headline")).isEqualTo(new String[] { null, "B", null });
	}

	@Test
	void whatIsNoTextIsJsonAndNullIsNull() {
		assertThat(this.columns.get("urgency")).isEqualTo(new String[] { "4", null, null });
		assertThat(this.columns.get("item")).isEqualTo(new String[] { null, null, "{\"a\":[1.5]}" });
		assertThat(this.columns.get("byline")).isEqualTo(new String[3]);
	}

	@Test
	void aColumnThatNoRowHasIsAllNull() {
		assertThat(this.columns.containsKey("nosuch")).isTrue();
		assertThat(this.columns.get("nosuch")).isEqualTo(new String[3]);
	}

	@Test
	void theOriginIsThatOfTheBatchWhateverARowSays() {
		assertThat(this.columns.get("origin")).isEqualTo("broker");
	}

}
