package io.newsbox.article;

import java.util.function.Supplier;

import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.internal.JsonQueryFunction;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.RuntimeExchangeException;
import org.apache.camel.language.jq.JqExpression;
import org.apache.camel.language.jq.JqLanguage;
import org.apache.camel.support.ExpressionAdapter;

/**
 * Camel's {@code jq}, whose programs are run by {@link CompiledJq}, and in which what
 * would not end or fill the memory is a fault like any other. Camel does not get over a
 * {@link StackOverflowError}: the exchange would never end.
 */
public final class BoundedJq extends JqLanguage {

	@Override
	public void init() {
		super.init();
		Scope functions = getRootScope();
		functions.addFunction(BoundedPattern.MATCH, BoundedPattern.match());
		functions.addFunction(BoundedPattern.SUB, BoundedPattern.sub());
		BoundedRange.NAMES.forEach((name) -> functions.addFunction(name, new BoundedRange()));
		functions.getLocalFunctions().forEach((name, function) -> {
			if (function instanceof JsonQueryFunction) {
				// written in jq itself
				JqTree.replace(function, BinaryOperator.class, BoundedOperator::of);
				JqTree.replace(function, net.thisptr.jackson.jq.Expression.class, BoundedPart::of);
			}
			else if (BoundedBuiltin.NAMES.contains(name)) {
				functions.addFunction(name, new BoundedBuiltin(function));
			}
		});
	}

	@Override
	public Expression createExpression(Expression source, String program, Object[] properties) {
		JqExpression expression = (JqExpression) super.createExpression(source, program, properties);
		JqTree.setProgram(expression, new CompiledJq(program, expression.getScope()));
		return new Bounded(expression);
	}

	private static final class Bounded extends ExpressionAdapter {

		private final JqExpression unbounded;

		Bounded(JqExpression unbounded) {
			this.unbounded = unbounded;
		}

		@Override
		public <T> T evaluate(Exchange exchange, Class<T> type) {
			return bounded(exchange, () -> this.unbounded.evaluate(exchange, type));
		}

		/** As a condition: any other expression's holds for whatever is not null. */
		@Override
		public boolean matches(Exchange exchange) {
			return bounded(exchange, () -> this.unbounded.matches(exchange));
		}

		private static <T> T bounded(Exchange exchange, Supplier<T> evaluation) {
			try {
				return evaluation.get();
			}
			catch (StackOverflowError ex) {
				throw new RuntimeExchangeException("failed", exchange, new JqFault("a function calls itself for ever"));
			}
		}

		@Override
		public String toString() {
			return this.unbounded.toString();
		}

	}

}
