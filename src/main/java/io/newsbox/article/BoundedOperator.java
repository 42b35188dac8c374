package io.newsbox.article;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.internal.operators.MultiplyOperator;
import net.thisptr.jackson.jq.internal.operators.PlusOperator;

/**
 * An operator of jq, within the {@link JqAllowance}: {@code *} repeats a text as often as
 * a number says.
 */
final class BoundedOperator implements BinaryOperator {

	private final BinaryOperator operator;

	private BoundedOperator(BinaryOperator operator) {
		this.operator = operator;
	}

	/**
	 * The operator itself where what it makes is not larger than what it is given, about.
	 */
	static BinaryOperator of(BinaryOperator operator) {
		return (operator instanceof PlusOperator || operator instanceof MultiplyOperator)
				? new BoundedOperator(operator) : operator;
	}

	@Override
	public JsonNode apply(ObjectMapper mapper, JsonNode left, JsonNode right) throws JsonQueryException {
		if (this.operator instanceof MultiplyOperator) {
			repeat(left, right);
			repeat(right, left);
		}
		JsonNode result = this.operator.apply(mapper, left, right);
		JqAllowance.current().made(result);
		return result;
	}

	private static void repeat(JsonNode text, JsonNode times) throws JqFault {
		if (text.isTextual() && times.isNumber()) {
			JqAllowance.current().text(Math.max(1, text.textValue().length()) * times.asDouble());
		}
	}

	@Override
	public String image() {
		return this.operator.image();
	}

}
