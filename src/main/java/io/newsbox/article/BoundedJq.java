package io.newsbox.article;

import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.RuntimeExchangeException;
import org.apache.camel.language.jq.JqLanguage;
import org.apache.camel.support.ExpressionAdapter;

/**
 * Camel's {@code jq}, in which a function that calls itself for ever is a fault like any
 * other. Camel does not get over a {@link StackOverflowError}: the exchange would never
 * end.
 */
public final class BoundedJq extends JqLanguage {

	@Override
	public Expression createExpression(Expression source, String program, Object[] properties) {
		Expression unbounded = super.createExpression(source, program, properties);
		return new ExpressionAdapter() {
			@Override
			public <T> T evaluate(Exchange exchange, Class<T> type) {
				try {
					return unbounded.evaluate(exchange, type);
				}
				catch (StackOverflowError ex) {
					throw new RuntimeExchangeException("failed", exchange,
							new JqFault("a function calls itself for ever"));
				}
			}

			@Override
			public String toString() {
				return unbounded.toString();
			}
		};
	}

}
