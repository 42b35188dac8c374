package io.newsbox.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import io.newsbox.article.BoundedJq;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every pair of files in {@code routes/examples} is a test of the mapping.
 */
class ExamplesTest {

	private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

	private static final Path EXAMPLES = Path.of("routes", "examples");

	private static String mapping;

	@BeforeAll
	static void loadTheMapping() throws IOException {
		CAMEL.getRegistry().bind("jq", new BoundedJq());
		mapping = Files.readString(Path.of("routes", Examples.MAPPING));
	}

	@AfterAll
	static void close() {
		CAMEL.stop();
	}

	@Test
	void everyExampleBecomesTheExpectedRow() {
		assertThat(new Examples(EXAMPLES, mapping, CAMEL).problems(true)).isEmpty();
	}

	@Test
	void aFolderWithoutExamplesIsSaid(@TempDir Path folder) {
		assertThat(Examples.missing(folder)).singleElement()
			.asString()
			.startsWith(folder + ": no example: an edit of article.jq that fails on every item");
		assertThat(Examples.missing(EXAMPLES)).isEmpty();
	}

	@Test
	void whatIsNoExampleHoldsUpNoEditAndIsNamedByTheComparison(@TempDir Path folder) throws IOException {
		Path examples = Files.createDirectory(folder.resolve("examples"));
		for (String name : List.of("bad", "empty", "large", "latin", "marked", "row")) {
			Files.copy(Path.of("routes/examples/v1-text.json"), examples.resolve(name + ".json"));
			Files.copy(Path.of("routes/examples/v1-text.expected.json"), examples.resolve(name + ".expected.json"));
		}
		Files.writeString(examples.resolve("bad.json"), "{\n  \"uri\": \"a");
		Files.writeString(examples.resolve("empty.json"), "");
		Files.writeString(examples.resolve("large.json"), "\n".repeat(RouteFolder.LARGEST), StandardOpenOption.APPEND);
		Files.write(examples.resolve("latin.json"),
				"{\"headline\": \"\u00e9t\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
		Files.writeString(examples.resolve("marked.json"),
				"\uFEFF" + Files.readString(examples.resolve("marked.json")));
		Files.writeString(examples.resolve("row.expected.json"), "[");
		Files.write(examples.resolve("._row.json"), new byte[] { 0, 5, 22, 7 });
		assertThat(new Examples(examples, mapping, CAMEL).problems(false)).isEmpty();
		assertThat(new Examples(examples, mapping, CAMEL).columns()).contains("headline");
		assertThat(new Examples(examples, mapping, CAMEL).problems(true)).extracting(Problem::toString)
			.satisfiesExactly(
					(bad) -> assertThat(bad).startsWith("examples/bad.json:2: bad JSON: Unexpected end-of-input"),
					(empty) -> assertThat(empty).isEqualTo("examples/empty.json: bad JSON: the file is empty"),
					(large) -> assertThat(large)
						.isEqualTo("examples/large.json: larger than 1 MB, which no file of the routes may be"),
					(latin) -> assertThat(latin).isEqualTo("examples/latin.json: not UTF-8; save it in that encoding"),
					(row) -> assertThat(row)
						.startsWith("examples/row.expected.json:1: bad JSON: Unexpected end-of-input"));
	}

	@Test
	void aDifferenceIsShownFieldByField() {
		String other = mapping.replace("headline: headline,", "headline: (.uri),")
			.replace("urgency: (.urgency | urgency),", "");
		assertThat(new Examples(EXAMPLES, other, CAMEL).problems(true)).extracting(Problem::toString)
			.contains("examples/v3-text.expected.json:8: headline: expected"
					+ " \"Harbour bridge opens to walkers a year early\" but was \"urn:newsml:example.org:20260301:44\"",
					"examples/v3-text.expected.json:14: urgency: expected 4 but was no such field");
	}

	@Test
	void anExampleWithoutItsCounterpartIsFound(@TempDir Path folder) throws IOException {
		Path examples = Files.createDirectory(folder.resolve("examples"));
		Files.writeString(examples.resolve("a.json"), "{}");
		Files.writeString(examples.resolve("b.expected.json"), "{}");
		assertThat(new Examples(examples, mapping, CAMEL).problems(true)).extracting(Problem::toString)
			.isEqualTo(
					List.of("examples/a.expected.json: missing: an example is a pair, NAME.json and NAME.expected.json",
							"examples/b.json: missing: an example is a pair, NAME.json and NAME.expected.json"));
	}

}
