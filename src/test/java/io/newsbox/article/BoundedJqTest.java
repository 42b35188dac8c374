package io.newsbox.article;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

}
