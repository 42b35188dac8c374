package io.newsbox.article;

import com.fasterxml.jackson.databind.JsonNode;
import io.newsbox.article.JqStep.GivesUpException;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.IsolatedScopeQuery;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParser;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.path.Path;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A jq program that is run for each item or batch, a mapping six times as fast as by
 * jackson-jq.
 * <p>
 * That is ready for any number of results, for the path to each value, and looks
 * functions and variables up by name, at each step and for each item. A mapping or a
 * filter gives one result and needs no path. So its syntax tree is translated once, into
 * steps that give their result back; operators and functions stay jackson-jq's. What
 * steps cannot do it does, too: a part of a program for which there is none, or, where
 * they fail, the whole program, from the start. So all of jq may be used, and reads,
 * works and fails as there; but what such a part defines is not known after it, as in jq
 * itself.
 */
final class CompiledJq implements Expression {

	private final Expression program;

	private final Scope functions;

	private final JqStep steps;

	/**
	 * Compiles a program.
	 * @param builtins the functions that there are; none is added
	 * @throws ExpressionIllegalSyntaxException when it is not jq
	 */
	CompiledJq(String program, Scope builtins) {
		this.functions = Scope.newChildScope(builtins);
		try {
			Expression tree = ExpressionParser.compile(program, Versions.JQ_1_7);
			JqTree.replace(tree, BinaryOperator.class, BoundedOperator::of);
			this.steps = translate(tree, this.functions);
			JqTree.replace(tree, Expression.class, BoundedPart::of);
			this.program = new IsolatedScopeQuery(BoundedPart.of(tree));
		}
		catch (JsonQueryException ex) {
			throw new ExpressionIllegalSyntaxException(program, ex);
		}
	}

	private static JqStep translate(Expression program, Scope functions) throws JsonQueryException {
		try {
			return new JqTranslator(new JqFunctions(functions)).translate(program);
		}
		catch (GivesUpException ex) {
			return (variables, input) -> {
				throw ex;
			};
		}
	}

	@Override
	public void apply(Scope scope, JsonNode input, @Nullable Path path, PathOutput output, boolean requirePath)
			throws JsonQueryException {
		JqAllowance allowance = JqAllowance.begin(input);
		PathOutput bounded = (value, itsPath) -> {
			// a row; where rows are filtered each was looked at before
			if (value != null && value.isObject()) {
				allowance.whole(value);
			}
			output.emit(value, itsPath);
		};
		try {
			run(scope, input, path, bounded, requirePath);
			allowance.end();
		}
		finally {
			allowance.release();
		}
	}

	private void run(Scope scope, JsonNode input, @Nullable Path path, PathOutput output, boolean requirePath)
			throws JsonQueryException {
		JsonNode result;
		try {
			result = this.steps.apply(this.functions, input);
		}
		catch (JqFault ex) {
			throw ex;
		}
		catch (JsonQueryException | RuntimeException ex) {
			this.program.apply(scope, input, path, output, requirePath);
			return;
		}
		if (result != null) {
			output.emit(result, null);
		}
	}

}
