package io.newsbox.article;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.NullNode;
import io.newsbox.article.JqStep.GivesUpException;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a jq program: jq's own and those that the program defines.
 */
final class JqFunctions {

	private final Scope scope;

	/** Of the program's own functions without parameters, by name. */
	private final Map<String, JqStep> bodies = new HashMap<>();

	/**
	 * Begins with jq's own.
	 * @param scope to which those of the program are added
	 */
	JqFunctions(Scope scope) {
		this.scope = scope;
	}

	/**
	 * Adds those that the program defines. As jackson-jq sees it each of them may use
	 * each.
	 * @throws GivesUpException when one is defined twice
	 */
	void define(List<Expression> definitions, JqTranslator translator) throws JsonQueryException {
		for (Expression definition : definitions) {
			definition.apply(this.scope, NullNode.getInstance(), (none) -> {
			});
		}
		if (this.scope.getLocalFunctions().size() < definitions.size()) {
			throw new GivesUpException();
		}
		for (Expression definition : definitions) {
			if (JqTree.list(definition, "args", String.class).isEmpty()) {
				translate(definition, translator);
			}
		}
	}

	private void translate(Expression definition, JqTranslator translator) throws JsonQueryException {
		try {
			this.bodies.put(JqTree.text(definition, "fname"),
					translator.translate(JqTree.expression(definition, "body")));
		}
		catch (GivesUpException ex) {
			// it is called as it is
		}
	}

	/**
	 * Calls one.
	 * @return null where only jackson-jq can
	 */
	@Nullable JqStep call(Expression call, JqTranslator translator) throws JsonQueryException {
		if (JqTree.has(call, "moduleName")) {
			return null;
		}
		String name = JqTree.text(call, "name");
		List<Expression> arguments = JqTree.list(call, "args", Expression.class);
		JqStep body = this.bodies.get(name);
		if (body != null && arguments.isEmpty()) {
			// without the variables of the caller
			return (variables, input) -> {
				JqAllowance.current().step();
				return body.apply(this.scope, input);
			};
		}
		Function function = this.scope.getFunction(name, arguments.size());
		if (function == null || this.scope.getLocalFunctions().containsValue(function)) {
			return null;
		}
		if (arguments.size() == 1 && name.equals("map")) {
			return JqSteps.each(JqSteps.INPUT, translator.translate(arguments.get(0)));
		}
		if (arguments.size() == 1 && name.equals("select")) {
			return JqSteps.either(translator.translate(arguments.get(0)), JqSteps.INPUT, JqSteps.NONE);
		}
		return asItIs((variables, input, path, output, requirePath) -> function.apply(variables, arguments, input, path,
				output, Versions.JQ_1_7));
	}

	/** Leaves a part to jackson-jq; what it defines is not for others. */
	static JqStep asItIs(Expression part) {
		return (variables, input) -> {
			JqStep.Result result = new JqStep.Result();
			part.apply(Scope.newChildScope(variables), input, null, result, false);
			return result.value;
		};
	}

}
