package io.newsbox.article;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever jackson-jq makes of a program and an input, the compiled program makes. */
class CompiledJqTest {

	private static final ObjectMapper JSON = new ObjectMapper();

	/** What a field may hold, expected or not. */
	private static final List<String> ODD = List.of("null", "true", "false", "0", "7", "1.5", "-3",
			"12345678901234567890", "\"\"", "\"4\"", "\"Text\"", "\"text/html\"", "\"2026-01-31T10:15:00Z\"", "[]",
			"[null]", "[\"a\",\"b\"]", "{}", "[{\"value\":\"v\"},{\"value\":\"w\",\"role\":\"main\"}]",
			"[{\"value\":\"v\",\"contentType\":\"text/html\"},7,{\"value\":\"\",\"role\":3}]",
			"{\"value\":{\"a\":[1]}}");

	private static Scope builtins;

	@BeforeAll
	static void load() {
		builtins = Scope.newEmptyScope();
		BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, builtins);
	}

	static Stream<Path> examples() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("routes/examples"))) {
			return files.filter((file) -> !file.toString().endsWith(".expected.json")).toList().stream();
		}
	}

	@ParameterizedTest
	@MethodSource("examples")
	void mapsItemsWhoseFieldsHoldWhatever(Path example) throws IOException {
		String mapping = Files.readString(Path.of("routes/article.jq"));
		CompiledJq compiled = new CompiledJq(mapping, builtins);
		JsonQuery program = JsonQuery.compile(mapping, Versions.JQ_1_7);
		JsonNode item = JSON.readTree(example.toFile());
		assertThat(outcome(compiled, item)).isEqualTo(outcome(program, item));
		for (JsonNode variant : variants((ObjectNode) item)) {
			assertThat(outcome(compiled, variant)).as("of %s", variant).isEqualTo(outcome(program, variant));
		}
	}

	/** Without jackson-jq for the whole, which is six times as slow. */
	@ParameterizedTest
	@MethodSource("examples")
	void takesTheQuickWayForItemsAsTheyShouldBe(Path example) throws IOException {
		Scope functions = Scope.newChildScope(builtins);
		JqStep mapping = new JqTranslator(new JqFunctions(functions))
			.translate(ExpressionParser.compile(Files.readString(Path.of("routes/article.jq")), Versions.JQ_1_7));
		assertThat(mapping.apply(functions, JSON.readTree(example.toFile()))).isNotNull();
	}

	private static List<JsonNode> variants(ObjectNode item) throws IOException {
		List<JsonNode> variants = new ArrayList<>();
		for (Map.Entry<String, JsonNode> field : item.properties()) {
			variants.add(item.deepCopy().without(field.getKey()));
			for (String odd : ODD) {
				variants.add(item.deepCopy().set(field.getKey(), JSON.readTree(odd)));
			}
		}
		return variants;
	}

	@ParameterizedTest
	@ValueSource(strings = { ".", ".a", ".a.b", ".a?", ".[0]", ".[1]", ".[4294967296]", ".[-1]", ".[1:2]", ".[:1]",
			".[1:]", ".[\"a\"]", ".[.a]?", ".[0]?", ".a[0].b", ".[]", ".[]?", "..", "1, 2", "empty", "[]", "[.]",
			"[.[]]", "[.[] | .b]", "[.[] | .b?]", "[.[]? | .]", "[.[] | ., 1]", "[.[] | empty]", "{}", "{a}",
			"{a: 1, b: .b}", "{a: (1, 2)}", "{a: empty}", "{a: .a, a: 3}", "{(\"x\"): 1}", "{\"x\": .}", "{$__loc__}",
			"1 as $x | {$x}", "\"x\\(.)y\"", "@base64", "if . then 1 else 2 end",
			"if . == null then 1 elif .a == 1 then 2 else 3 end", "if empty then 1 else 2 end", "limit(2; .[]?)",
			"if (true, false) then 1 else 2 end", "try .a.b.c catch 7", ".a and .b", ".a or .b", "empty and true",
			"false and empty", "(true, false) or false", ".a // .b", ".a // empty", "empty // 1", "(.a, .b) // 9",
			".[] // 1", "error(\"no\") // 1", ".a + .b", ".a - .b", ".a * 2", ".a / .b", ".a % 2", ".a == .b",
			".a != .b", ". == 0.0", ". == 7.0", ". != 1.5", "[.a?] == [.b?]", ". == {}", ". == .", ". == true",
			". != null", ". == \"4\"", "empty == error(\"no\")", "error(\"no\") == empty", "(1, 2) == (1, 2)",
			".a < .b", ". + empty", "empty + error(\"no\")", "(1, 2) + (10, 20)", "-1", "-(.a)", ". as $x | $x",
			". as [$x, $y] | {x: $x, y: $y}", ". as {a: $x} | $x", "(1, 2) as $x | $x", "empty as $x | 1",
			"1 as $x | 2 as $x | $x", "$none", "reduce .[]? as $x (0; . + 1)", "[foreach .[]? as $x (0; . + 1)]",
			"label $f | 1, break $f", "length", "type", "keys", "map(.b)", "map(select(.b))", "map(empty)",
			"map(select((.a as {$x} | $x) == null))", "map({x: (.a as {$x} | $x)})", "x::map(.)", "x::length",
			"map(1, 2)", "map(. as $x | $x)", "select(.a)", "select(.a, .b)", "select(empty)", "select(error(\"no\"))",
			"map(def f: .b; f)", "map(select(def f: .b; f))", "def map(f): 3; map(.a)", "def select(f): 4; [select(.)]",
			"def map: 1; map", "def f: map(.b); f | map(. + 1)", "def f(g): map(g); f(.b?)",
			"def f: map(.a); def map(f): 3; f", "first(.[])", "[limit(1; .[])]", "to_entries", "with_entries(.)",
			".a = 1", ".a |= 2", "del(.a)", "paths", "tostring | length", "contains({a: 1})", "startswith(\"T\")",
			"test(\"e\")", "ascii_downcase", "tonumber", "error", "error(\"no\")", "none", "none(1)", "not", "range(3)",
			"[range(3)] | .[1]", "input_line_number?", "$ENV | type", "def f: .a; f", "def f: .a; def g: f | f; g",
			"def f: 1, 2; f", "def f: empty; [f]", "def f: f2; def f2: 2; f", "def f: 1; def g: f; def f: 2; g",
			"def length: 5; length", "def f: length; def length: 5; f", "def f: def g: 3; g; f",
			"def f: def length: 3; length | length; f", "def f: length | (def length: 3; length); f",
			"def f(g): g | g; f(.a?)", "def f($x): $x + 1; f(2)", "def f($x): $x + 1; def g: f(1); g",
			"def f(g): g; f(1, 2)", "def f: if type == \"object\" then (.a | f) else . end; f",
			"def f: $x; 1 as $x | f", "1 as $x | (def f: $x; f)", "length | (def length: 5; length)", "def f: 1; f + f",
			"def f: 1; f as $x | f", "def f: 1; [f] | f", "def f: 1; (f | f) // f", "map(def f: 1; f)",
			"{a: (def f: 1; f), b: f}", "[.[] | type] | .[0]", "[.[] | . as $x | $x]" })
	void runsAnyProgramAsJacksonJqDoes(String text) throws IOException {
		CompiledJq compiled = new CompiledJq(text, builtins);
		JsonQuery program = JsonQuery.compile(text, Versions.JQ_1_7);
		List<String> inputs = new ArrayList<>(ODD);
		inputs.addAll(List.of("{\"a\":1,\"b\":2}", "{\"a\":{\"b\":[3]},\"b\":null}", "[{\"b\":1},{\"b\":false}]",
				"{\"a\":\"x\",\"b\":\"x\"}"));
		for (String input : inputs) {
			JsonNode json = JSON.readTree(input);
			assertThat(outcome(compiled, json)).as("of %s", input).isEqualTo(outcome(program, json));
		}
	}

	private static String outcome(JsonQuery program, JsonNode input) {
		return outcome((results) -> program.apply(Scope.newChildScope(builtins), input, results::add));
	}

	private static String outcome(CompiledJq program, JsonNode input) {
		return outcome((results) -> program.apply(builtins, input, results::add));
	}

	/** The results as text, or the failure. */
	private static String outcome(Run run) {
		List<JsonNode> results = new ArrayList<>();
		try {
			run.into(results);
			return results.toString();
		}
		catch (JsonQueryException | RuntimeException ex) {
			return ex.toString();
		}
	}

	private interface Run {

		void into(List<JsonNode> results) throws JsonQueryException;

	}

}
