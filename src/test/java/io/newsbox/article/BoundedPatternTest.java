package io.newsbox.article;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BoundedPatternTest {

	private static final String HEADLINE = "Grüße aus Zürich 🗞: a headline that ends with an exclamation mark!";

	private static final Scope JQ = Scope.newEmptyScope();

	private static final Scope BOUNDED = Scope.newChildScope(JQ);

	@BeforeAll
	static void loadTheFunctions() {
		BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, JQ);
		BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, BOUNDED);
		BOUNDED.addFunction(BoundedPattern.MATCH, BoundedPattern.match());
		BOUNDED.addFunction(BoundedPattern.SUB, BoundedPattern.sub());
	}

	@ParameterizedTest
	@ValueSource(strings = { "test(\"^(.+ ?)+a$\")", "[match(\"(\\\\w+ ?)+$\"; \"g\")]", "[scan(\"(\\\\w+ ?)+$\")]",
			"sub(\"(\\\\w+ ?)+$\"; \"\")", "gsub(\"(\\\\w+ ?)+$\"; \"\")", "[splits(\"(\\\\w+ ?)+$\")]" })
	void whatWouldTakeYearsFailsWithinSeconds(String program) {
		assertThatThrownBy(() -> run(program, BOUNDED)).isInstanceOf(JqFault.class)
			.hasMessageContaining("the regular expression ")
			.hasMessageContaining("takes more than 500 ms on a text of");
	}

	@Test
	void whatWouldReplaceForEverFails() {
		assertThatThrownBy(() -> run("(\"x\" + \"*\") as $computed | gsub($computed; \"\")", BOUNDED))
			.isInstanceOf(JqFault.class)
			.hasMessage("replacing \"x*\" would not end: it matches nothing, too");
	}

	@Test
	void whatCannotBeCompiledFailsAsAllElseInJq() {
		assertThatThrownBy(() -> run("test(\"(x\")", BOUNDED)).isInstanceOf(JqFault.class)
			.hasMessage("bad regular expression \"(x\": end pattern with unmatched parenthesis");
	}

	@Test
	void aRangeHasAnEnd() throws JsonQueryException {
		BOUNDED.addFunction("range/2", new BoundedRange());
		assertThat(run("[range(0; 1000000)] | length", BOUNDED)).hasToString("[1000000]");
		assertThatThrownBy(() -> run("[range(0; infinite)]", BOUNDED)).isInstanceOf(JqFault.class)
			.hasMessage("range of more than 1000000 numbers");
	}

	@ParameterizedTest
	@ValueSource(strings = { "test(\"ZÜRICH\"; \"i\")", "test(\"x\")", "[match(\"a*\"; \"g\")]",
			"[match(\"🗞|ü\", \"g\").offset]", "gsub(\"[aeiou]\"; \"_\")", "[gsub(\"[ao]\"; \"1\", \"2\")] | length",
			"[sub(\"a\", \"e\"; \"1\")]", "gsub(\"a\"; empty)", "gsub(\"a\"; 1)", "sub(\"(?<x>z)?a\"; .x | type)",
			"gsub(\"A\"; \"\"; \"i\", \"\")", "gsub(\"!$\"; \"\")", "gsub(\"\\\\w\"; error(\"no\"))",
			"gsub(\"(?<a>ü)\"; .a + \"!\")", "gsub(\"$\"; \".\")", "sub(\"\"; \">\")", "[scan(\"\\\\b\\\\w\")]",
			"[splits(\" +\")]", "capture(\"(?<first>\\\\w+) (?<second>\\\\w+)\")", "[test(\"a\", \"zz\")]",
			"\"\" | [match(\"\"; \"g\")]", "[match(1; \"g\")]", "null | test(\"a\")" })
	void allElseIsAsItWas(String program) {
		assertThat(outcome(program, BOUNDED)).isEqualTo(outcome(program, JQ));
	}

	@Test
	void whatIsReplacedOftenTakesNoStack() throws Exception {
		List<Object> lengths = new CopyOnWriteArrayList<>();
		Thread thread = new Thread(null, () -> {
			try {
				lengths.add(run("(\"<p>x</p>\" * 20000) | gsub(\"<[^>]*>\"; \"\") | length", BOUNDED).toString());
			}
			catch (JsonQueryException | StackOverflowError ex) {
				lengths.add(ex);
			}
		}, "small", 256 * 1024);
		thread.start();
		thread.join();
		assertThat(lengths).containsExactly("[20000]");
	}

	@Test
	void anInterruptIsNoFaultOfTheItemAndEndsTheSearch() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(CancellationException.class)
			.isThrownBy(() -> run("(. * 1000) | test(\"a.*mark$\")", BOUNDED));
		assertThat(Thread.interrupted()).isTrue();
	}

	private static String outcome(String program, Scope functions) {
		try {
			return run(program, functions).toString();
		}
		catch (JsonQueryException | RuntimeException ex) {
			return ex.toString();
		}
	}

	private static List<JsonNode> run(String program, Scope functions) throws JsonQueryException {
		List<JsonNode> results = new ArrayList<>();
		JsonQuery.compile(program, Versions.JQ_1_7)
			.apply(Scope.newChildScope(functions), TextNode.valueOf(HEADLINE), results::add);
		return results;
	}

}
