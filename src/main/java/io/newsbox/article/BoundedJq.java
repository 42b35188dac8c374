package io.newsbox.article;

import net.thisptr.jackson.jq.JsonQuery;
import org.apache.camel.Expression;
import org.apache.camel.language.jq.JqExpression;
import org.apache.camel.language.jq.JqLanguage;

/**
 * Camel's {@code jq}, with its programs run by {@link CompiledJq}: a filter in a sixth of
 * the time, and with an end.
 */
public final class BoundedJq extends JqLanguage {

	@Override
	public Expression createExpression(Expression source, String program, Object[] properties) {
		JqExpression expression = (JqExpression) super.createExpression(source, program, properties);
		JsonQuery query = JqTree.field(expression, "query", JsonQuery.class);
		JqTree.set(query, "expr", new CompiledJq(program, expression.getScope()));
		return expression;
	}

}
