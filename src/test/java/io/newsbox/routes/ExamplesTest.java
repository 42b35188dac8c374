package io.newsbox.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every pair of files in {@code routes/examples} is a test of the mapping.
 */
class ExamplesTest {

	private static final Scope BUILTINS = Scope.newEmptyScope();

	private static final Examples EXAMPLES = new Examples(Path.of("routes", "examples"));

	private static String mapping;

	@BeforeAll
	static void loadTheMapping() throws IOException {
		BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, BUILTINS);
		mapping = Files.readString(Path.of("routes", Examples.MAPPING));
	}

	@Test
	void everyExampleBecomesTheExpectedRow() {
		assertThat(EXAMPLES.problems(mapping, BUILTINS, true)).isEmpty();
	}

	@Test
	void aFolderWithoutExamplesIsSaid(@TempDir Path folder) {
		assertThat(new Examples(folder).missing()).singleElement()
			.asString()
			.startsWith(folder + ": no example: an edit of article.jq that fails on every item");
		assertThat(EXAMPLES.missing()).isEmpty();
	}

	@Test
	void aDifferenceIsShownFieldByField() {
		String other = mapping.replace("headline: headline,", "headline: (.uri),")
			.replace("urgency: (.urgency | urgency),", "");
		assertThat(EXAMPLES.problems(other, BUILTINS, true)).extracting(Problem::toString)
			.contains("examples/v3-text.expected.json:8: headline: expected"
					+ " \"Harbour bridge opens to walkers a year early\" but was \"urn:newsml:example.org:20260301:44\"",
					"examples/v3-text.expected.json:14: urgency: expected 4 but was no such field");
	}

	@Test
	void anExampleWithoutItsCounterpartIsFound(@TempDir Path folder) throws IOException {
		Path examples = Files.createDirectory(folder.resolve("examples"));
		Files.writeString(examples.resolve("a.json"), "{}");
		Files.writeString(examples.resolve("b.expected.json"), "{}");
		assertThat(new Examples(examples).problems(mapping, BUILTINS, true)).extracting(Problem::toString)
			.isEqualTo(
					List.of("examples/a.expected.json: missing: an example is a pair, NAME.json and NAME.expected.json",
							"examples/b.json: missing: an example is a pair, NAME.json and NAME.expected.json"));
	}

}
