package io.newsbox.routes;

import java.util.List;

import com.fasterxml.jackson.databind.node.TextNode;
import io.newsbox.article.BoundedJq;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JqPatternTest {

	private static final BoundedJq JQ = new BoundedJq();

	private static Scope builtins;

	@BeforeAll
	static void loadTheBuiltins() {
		JQ.setCamelContext(new DefaultCamelContext());
		JQ.init();
		builtins = JQ.getRootScope();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gsub(\"\"; \"\")", "gsub(\"\\\\s*\"; \"\")", "gsub( \"^\"; \"\")", "gsub(\"$\"; \"\")",
			"gsub(\"\\\\b\"; \"\")", "gsub(\"(?=Sport)\"; \"\")", "gsub(\"(?<x>a?)\"; .x; \"i\")",
			"gsub(\"x{0,2}|y\"; \"\"; $ENV.FLAGS)", "sub(\"é*\"; \"\"; \"ig\")" })
	void aPatternThatMatchesNothingIsFoundWhereAllMatchesAreReplaced(String program) {
		assertThat(problems(program)).singleElement()
			.asString()
			.startsWith("x.jq:2: " + program.replaceFirst("\\( ?(\".*?\");.*", "($1; …)") + " would not end");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gsub(\"\\\\s+\"; \"\")", "gsub(\"^\\\\s+|\\\\s+$\"; \"\")", "gsub(\"\\\\s*$\"; \"\")",
			"gsub(\"<[^>]*>\"; \"\")", "sub(\"\\\\s*\"; \"\")", "sub(\"\\\\s*\"; \"\"; \"i\")",
			"[match(\"x*\"; \"g\")]", "[scan(\"x*\")]", "[splits(\"x*\")]", "split(\"x*\"; null)",
			"test(\"x*\"; \"g\")", "capture(\"(?<x>a*)\")" })
	void whatEndsIsFine(String program) throws JsonQueryException {
		assertThat(problems(program)).isEmpty();
		JsonQuery.compile(program, Versions.JQ_1_7)
			.apply(builtins, TextNode.valueOf("ab  x\n"), (result) -> assertThat(result).isNotNull());
	}

	@ParameterizedTest
	@ValueSource(strings = { "test(\"(s\")", "[scan(\"(s\"; \"i\")]", "split(\"(s\"; null)", "gsub(\"(s\"; \"\")" })
	void aPatternThatCannotBeCompiledIsFound(String program) {
		assertThat(problems(program)).extracting(Problem::toString)
			.containsExactly("x.jq:2: bad regular expression \"(s\": end pattern with unmatched parenthesis");
	}

	private static List<Problem> problems(String program) {
		return new JqProgram(new Source("x.jq", 1, "# gsub\n" + program), builtins).problems();
	}

}
