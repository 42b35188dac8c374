package io.newsbox.article;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.newsbox.kit.NewsboxProcess;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BoundedJqTest {

	private final DefaultCamelContext camel = new DefaultCamelContext();

	private final BoundedJq jq = new BoundedJq();

	private final Exchange exchange = new DefaultExchange(this.camel);

	BoundedJqTest() throws Exception {
		this.jq.setCamelContext(this.camel);
		this.jq.init();
		this.exchange.getMessage().setBody(new ObjectMapper().readTree("{\"type\":\"text\"}"));
	}

	@AfterEach
	void close() {
		this.camel.stop();
	}

	@Test
	void aConditionHoldsOrNot() {
		assertThat(this.jq.createPredicate(".type == \"text\"").matches(this.exchange)).isTrue();
		assertThat(this.jq.createPredicate(".type == \"picture\"").matches(this.exchange)).isFalse();
	}

	@Test
	void anExpressionHasItsValue() {
		assertThat(this.jq.createExpression(".type").evaluate(this.exchange, JsonNode.class).textValue())
			.isEqualTo("text");
	}

	/** Where jackson-jq alone still knows it, against jq. */
	@Test
	void whatAPartDefinesIsNotKnownAfterIt() {
		assertThat(this.jq.createExpression("[def length: 5; 1] | length").evaluate(this.exchange, JsonNode.class))
			.hasToString("1");
	}

	@Test
	void whatCallsItselfForEverFailsLikeAnyOther() {
		assertThatThrownBy(() -> this.jq.createExpression("def f: f; f").evaluate(this.exchange, JsonNode.class))
			.hasRootCauseInstanceOf(JsonQueryException.class)
			.hasRootCauseMessage("a function calls itself for ever");
		assertThatThrownBy(() -> this.jq.createPredicate("def f: f; f").matches(this.exchange))
			.hasRootCauseInstanceOf(JsonQueryException.class);
	}

	/** Each for itself is large, but so is the item. */
	@ParameterizedTest
	@ValueSource(strings = { "ascii_downcase", "explode | map(select(. >= 32)) | implode", "[explode[]] | length",
			"gsub(\"<[^>]*>\"; \"\")", "split(\" \") | map(select(. != \"\")) | join(\" \")", "tojson | fromjson",
			". + ." })
	void aLargeItemMayBeMappedWithEffort(String program) {
		String text = "<p>Some words of an <b>article</b> that is longer than others.</p> ".repeat(16_000);
		this.exchange.getMessage().setBody(TextNode.valueOf(text));
		assertThat(this.jq.createExpression(program).evaluate(this.exchange, JsonNode.class)).isNotNull();
	}

	@Test
	void whatFillsASmallHeapFailsAndTheProcessGoesOn() throws Exception {
		Process small = new ProcessBuilder(NewsboxProcess.JAVA, "-Xmx64m", "-XX:+ExitOnOutOfMemoryError", "-cp",
				System.getProperty("java.class.path"), SmallHeap.class.getName())
			.redirectErrorStream(true)
			.start();
		String said = new String(small.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(said).contains("it takes more memory or time than it may")
			.endsWith("goes on" + System.lineSeparator());
		assertThat(small.waitFor()).isZero();
	}

	/** Each text is small for the heap, all of them are not. */
	static final class SmallHeap {

		public static void main(String[] none) throws Exception {
			BoundedJqTest test = new BoundedJqTest();
			try {
				test.jq.createExpression("[range(99) | \"\u00e9\" * 1000000 | . + \"\u4e00\"]")
					.evaluate(test.exchange, JsonNode.class);
			}
			catch (RuntimeException ex) {
				System.out.println(ex);
			}
			System.out.println("goes on");
		}

	}

	@Test
	void whatFailedLeavesNothingToTheNext() {
		assertThatThrownBy(() -> this.jq.createExpression("\"x\" * 1e9").evaluate(this.exchange, JsonNode.class))
			.hasRootCauseInstanceOf(JqFault.class);
		anExpressionHasItsValue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"x\" * 1e9", "1e9 * \"x\"", ".type *= 1e9",
			"def f: . + .; def g: f | f | f | f | f; .type | g | g | g | g | g",
			"reduce range(100) as $i (.; .type += .type)", "[range(9999) | range(9999) | range(9999)]",
			"reduce range(9999) as $i (\"\"; . + \"some text that is not short\")", "[limit(1e9; recurse(.))]",
			"[range(999)] | [., ., ., .] | [combinations]", "[range(9999)] as $a | $a | map($a | map($a | map(1)))",
			"[range(9999)] as $a | [$a[] as $b | $a[] as $c | $a[] as $d | 1]", "[range(999)] | .[1e9] = 1",
			"[recurse(. + {a: .})]", "[range(9999) | try [range(9999) | range(99)] catch 1]",
			"def f: if . > 0 then (. - 1 | f), (. - 1 | f) else empty end; 60 | f",
			"def a: 1 | .; def b: a | a | a | a | a | a | a | a; def c: b | b | b | b | b | b | b | b;"
					+ " def d: c | c | c | c | c | c | c | c; def e: d | d | d | d | d | d | d | d;"
					+ " def f: e | e | e | e | e | e | e | e; def g: f | f | f | f | f | f | f | f;"
					+ " def h: g | g | g | g | g | g | g | g; h | h | h | h | h | h | h | h | h | h",
			"[] | setpath([1000000000]; 1)", "(\"x\" * 1e6) as $s | [range(99) | $s] | add",
			"(\"x\" * 1e6) as $s | [range(99) | $s] | join(\"\")", "reduce range(40) as $i (1; [., .]) | tojson",
			"{a: reduce range(40) as $i (1; [., .])}", "[range(1000000)] | flatten",
			"(\"x\" * 1e5) as $s | $s | gsub(\"x\"; $s)" })
	@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void whatWouldFillTheMemoryFailsLikeAnyOther(String program) {
		assertThatThrownBy(() -> this.jq.createExpression(program).evaluate(this.exchange, JsonNode.class))
			.hasRootCauseInstanceOf(JqFault.class);
	}

}
