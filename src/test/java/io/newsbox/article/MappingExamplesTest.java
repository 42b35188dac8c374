package io.newsbox.article;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every pair of files in {@code routes/examples} is a test: {@code NAME.json} is an item,
 * {@code NAME.expected.json} the row that {@code routes/article.jq} must make of it.
 */
class MappingExamplesTest {

	private static final Path ROUTES = Path.of("routes");

	private static final Path EXAMPLES = ROUTES.resolve("examples");

	private static final String EXPECTED = ".expected.json";

	private static final List<String> COLUMNS = List.of("uri", "version", "version_created", "pub_status", "type",
			"language", "headline", "byline", "body_text", "body_html", "first_created", "embargoed", "urgency",
			"representation");

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Scope BUILTINS = Scope.newEmptyScope();

	private static JsonQuery mapping;

	@BeforeAll
	static void compileTheMapping() throws IOException {
		BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, BUILTINS);
		mapping = JsonQuery.compile(Files.readString(ROUTES.resolve("article.jq")), Versions.JQ_1_7);
	}

	@ParameterizedTest(name = "{0} becomes the expected row")
	@MethodSource("items")
	void anExampleBecomesTheExpectedRow(String name) throws IOException {
		JsonNode expected = JSON.readTree(Files.readString(EXAMPLES.resolve(name + EXPECTED)));
		JsonNode row = apply(mapping, JSON.readTree(Files.readString(EXAMPLES.resolve(name + ".json"))));
		assertThat(differences(row, expected)).as("fields of %s that differ", name).isEmpty();
		assertThat(columns(row)).as("columns, in order").isEqualTo(COLUMNS);
	}

	@ParameterizedTest(name = "a page for the recipe {0} becomes the expected items")
	@ValueSource(strings = { "guardian", "wordpress" })
	void aPageForARecipeBecomesTheExpectedItems(String recipe) throws IOException {
		Path folder = ROUTES.resolve("recipes").resolve(recipe);
		Path examples = folder.resolve("examples");
		JsonQuery page = JsonQuery.compile(
				Files.readString(examples.resolve("request.jq")) + Files.readString(folder.resolve("article-page.jq")),
				Versions.JQ_1_7);
		assertThat(apply(page, JSON.readTree(Files.readString(examples.resolve("page.json")))))
			.isEqualTo(JSON.readTree(Files.readString(examples.resolve("page.expected.json"))));
	}

	@Test
	@DisplayName("every example has an item and an expected row")
	void everyExampleHasAnItemAndAnExpectedRow() throws IOException {
		assertThat(names(EXPECTED)).isEqualTo(items());
	}

	@Test
	@DisplayName("there are enough examples to trust the mapping")
	void thereAreEnoughExamples() throws IOException {
		assertThat(items()).hasSizeGreaterThanOrEqualTo(15);
	}

	private static JsonNode apply(JsonQuery program, JsonNode input) throws IOException {
		List<JsonNode> outputs = new ArrayList<>();
		program.apply(BUILTINS, input, outputs::add);
		assertThat(outputs).as("one input makes one output").hasSize(1);
		return outputs.get(0);
	}

	private static List<String> differences(JsonNode row, JsonNode expected) {
		Set<String> fields = new LinkedHashSet<>(columns(expected));
		fields.addAll(columns(row));
		return fields.stream()
			.filter((field) -> !row.path(field).equals(expected.path(field)))
			.map((field) -> "%s: expected %s but was %s".formatted(field, shown(expected, field), shown(row, field)))
			.toList();
	}

	private static String shown(JsonNode row, String field) {
		return row.has(field) ? row.get(field).toString() : "no such field";
	}

	private static List<String> columns(JsonNode row) {
		List<String> columns = new ArrayList<>();
		row.fieldNames().forEachRemaining(columns::add);
		return columns;
	}

	private static Set<String> items() throws IOException {
		return names(".json").stream().filter((name) -> !name.endsWith(".expected")).collect(sorted());
	}

	private static Set<String> names(String ending) throws IOException {
		try (Stream<Path> files = Files.list(EXAMPLES)) {
			return files.map((file) -> file.getFileName().toString())
				.filter((file) -> file.endsWith(ending))
				.map((file) -> file.substring(0, file.length() - ending.length()))
				.collect(sorted());
		}
	}

	private static Collector<String, ?, Set<String>> sorted() {
		return Collectors.toCollection(TreeSet::new);
	}

}
