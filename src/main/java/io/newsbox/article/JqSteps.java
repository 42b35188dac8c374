package io.newsbox.article;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.newsbox.article.JqStep.GivesUpException;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.misc.JsonNodeUtils;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.internal.operators.EqualOperator;
import net.thisptr.jackson.jq.internal.operators.NotEqualOperator;

/**
 * The kinds of steps. Where a part gives no result, neither does the whole, except in
 * {@code //} and in arrays.
 */
final class JqSteps {

	/** {@code .}. */
	static final JqStep INPUT = (variables, input) -> input;

	/** {@code empty}. */
	static final JqStep NONE = (variables, input) -> null;

	private JqSteps() {
	}

	/** {@code first | second}. */
	static JqStep then(JqStep first, JqStep second) {
		return (variables, input) -> {
			JsonNode between = first.apply(variables, input);
			return (between != null) ? second.apply(variables, between) : null;
		};
	}

	/** {@code value as $name | rest}. */
	static JqStep as(JqStep value, String name, JqStep rest) {
		return (variables, input) -> {
			JsonNode bound = value.apply(variables, input);
			if (bound == null) {
				return null;
			}
			Scope more = Scope.newChildScope(variables);
			more.setValue(name, bound);
			return rest.apply(more, input);
		};
	}

	/** {@code $name}. */
	static JqStep variable(String name) {
		return (variables, input) -> {
			JsonNode value = variables.getValue(name);
			if (value == null) {
				throw new GivesUpException();
			}
			return value;
		};
	}

	/** {@code target.name}. */
	static JqStep field(JqStep target, String name) {
		return (variables, input) -> {
			JsonNode object = target.apply(variables, input);
			if (object != null && !object.isObject() && !object.isNull()) {
				throw new GivesUpException();
			}
			return (object != null) ? JsonNodeUtils.nullToNullNode(object.get(name)) : null;
		};
	}

	/** {@code target[index]}. */
	static JqStep element(JqStep target, int index) {
		return (variables, input) -> {
			JsonNode array = target.apply(variables, input);
			if (array != null && !array.isArray() && !array.isNull()) {
				throw new GivesUpException();
			}
			return (array != null) ? JsonNodeUtils.nullToNullNode(array.get(index)) : null;
		};
	}

	/** {@code if condition then yes else no end}. */
	static JqStep either(JqStep condition, JqStep yes, JqStep no) {
		return (variables, input) -> {
			JsonNode chosen = condition.apply(variables, input);
			if (chosen == null) {
				return null;
			}
			return (JsonNodeUtils.asBoolean(chosen) ? yes : no).apply(variables, input);
		};
	}

	/**
	 * {@code left and right}, {@code left or right}.
	 * @param decisive what the left one has to be so that the right one is not asked
	 */
	static JqStep junction(JqStep left, JqStep right, BooleanNode decisive) {
		return (variables, input) -> {
			JsonNode value = left.apply(variables, input);
			if (value != null && JsonNodeUtils.asBoolean(value) == decisive.booleanValue()) {
				return decisive;
			}
			value = (value != null) ? right.apply(variables, input) : null;
			return (value != null) ? BooleanNode.valueOf(JsonNodeUtils.asBoolean(value)) : null;
		};
	}

	/** {@code value // otherwise}. */
	static JqStep alternative(JqStep value, JqStep otherwise) {
		return (variables, input) -> {
			JsonNode given = value.apply(variables, input);
			return (given != null && JsonNodeUtils.asBoolean(given)) ? given : otherwise.apply(variables, input);
		};
	}

	/**
	 * {@code left + right}, {@code left == right} and the like; the right one comes
	 * first.
	 */
	static JqStep operation(JqStep left, JqStep right, Operation operation) {
		return (variables, input) -> {
			JsonNode second = right.apply(variables, input);
			JsonNode first = (second != null) ? left.apply(variables, input) : null;
			return (first != null && second != null) ? operation.apply(variables.getObjectMapper(), first, second)
					: null;
		};
	}

	/**
	 * What an operator does with two values. Most that are equal or not are texts or
	 * null, for which jackson-jq's order of all values is not needed.
	 */
	static Operation operation(BinaryOperator operator) {
		boolean inverted = operator instanceof NotEqualOperator;
		if (!inverted && !(operator instanceof EqualOperator)) {
			return operator::apply;
		}
		return (mapper, first, second) -> (isTextOrNull(first) && isTextOrNull(second))
				? BooleanNode.valueOf(Objects.equals(first.textValue(), second.textValue()) != inverted)
				: operator.apply(mapper, first, second);
	}

	private static boolean isTextOrNull(JsonNode value) {
		return value.isTextual() || value.isNull();
	}

	/** {@code [array[] | step]}. */
	static JqStep each(JqStep array, JqStep step) {
		return (variables, input) -> {
			JsonNode elements = array.apply(variables, input);
			if (elements != null && !elements.isArray()) {
				throw new GivesUpException();
			}
			JqAllowance allowance = JqAllowance.current();
			ArrayNode results = JsonNodeFactory.instance.arrayNode();
			for (int i = 0; elements != null && i < elements.size(); i++) {
				allowance.step();
				JsonNode result = step.apply(variables, elements.get(i));
				if (result != null) {
					results.add(result);
				}
			}
			return results;
		};
	}

	/** <code>{name: value, …}</code>. */
	static JqStep object(List<Map.Entry<String, JqStep>> fields) {
		return (variables, input) -> {
			ObjectNode object = JsonNodeFactory.instance.objectNode();
			for (Map.Entry<String, JqStep> field : fields) {
				JsonNode value = field.getValue().apply(variables, input);
				if (value == null) {
					return null;
				}
				object.set(field.getKey(), value);
			}
			return object;
		};
	}

	/** Of two values. */
	interface Operation {

		JsonNode apply(ObjectMapper mapper, JsonNode left, JsonNode right) throws JsonQueryException;

	}

}
