package io.newsbox.article;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.newsbox.article.JqStep.GivesUpException;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.misc.Pair;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.internal.tree.ArrayConstruction;
import net.thisptr.jackson.jq.internal.tree.AssignPipeComponent;
import net.thisptr.jackson.jq.internal.tree.Conditional;
import net.thisptr.jackson.jq.internal.tree.FieldConstruction;
import net.thisptr.jackson.jq.internal.tree.FunctionCall;
import net.thisptr.jackson.jq.internal.tree.IdentifierKeyFieldConstruction;
import net.thisptr.jackson.jq.internal.tree.ObjectConstruction;
import net.thisptr.jackson.jq.internal.tree.PipeComponent;
import net.thisptr.jackson.jq.internal.tree.PipedQuery;
import net.thisptr.jackson.jq.internal.tree.SemicolonOperator;
import net.thisptr.jackson.jq.internal.tree.ThisObject;
import net.thisptr.jackson.jq.internal.tree.TransformPipeComponent;
import net.thisptr.jackson.jq.internal.tree.VariableAccess;
import net.thisptr.jackson.jq.internal.tree.binaryop.AlternativeOperatorExpression;
import net.thisptr.jackson.jq.internal.tree.binaryop.BooleanAndExpression;
import net.thisptr.jackson.jq.internal.tree.binaryop.BooleanOrExpression;
import net.thisptr.jackson.jq.internal.tree.binaryop.SimpleBinaryOperatorExpression;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.BracketExtractFieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.BracketFieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.IdentifierFieldAccess;
import net.thisptr.jackson.jq.internal.tree.literal.LongLiteral;
import net.thisptr.jackson.jq.internal.tree.literal.ValueLiteral;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ValueMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Translates the syntax tree of a jq program into steps, part by part.
 */
final class JqTranslator {

	private final JqFunctions functions;

	private boolean begun;

	/** Makes one for one program. */
	JqTranslator(JqFunctions functions) {
		this.functions = functions;
	}

	/**
	 * Translates a part, or at first the whole.
	 * @throws GivesUpException when it defines a function twice, or elsewhere than at the
	 * start of the program
	 */
	JqStep translate(Expression part) throws JsonQueryException {
		if (part instanceof PipedQuery) {
			return pipe(JqTree.list(part, "components", PipeComponent.class));
		}
		boolean first = !this.begun;
		this.begun = true;
		if (part instanceof SemicolonOperator && first) {
			List<Expression> parts = JqTree.list(part, "qs", Expression.class);
			this.functions.define(parts.subList(0, parts.size() - 1), this);
			return translate(parts.get(parts.size() - 1));
		}
		if (part instanceof SemicolonOperator) {
			throw new GivesUpException();
		}
		JqStep step = value(part);
		step = (step != null) ? step : operation(part);
		step = (step != null) ? step : construction(part);
		return (step != null) ? step : JqFunctions.asItIs(BoundedPart.of(part));
	}

	private JqStep pipe(List<PipeComponent> parts) throws JsonQueryException {
		if (parts.isEmpty()) {
			return JqSteps.INPUT;
		}
		List<PipeComponent> rest = parts.subList(1, parts.size());
		if (parts.get(0) instanceof TransformPipeComponent head) {
			return JqSteps.then(translate(head.expr), pipe(rest));
		}
		if (parts.get(0) instanceof AssignPipeComponent head && head.matcher instanceof ValueMatcher variable) {
			return JqSteps.as(translate(head.expr), JqTree.text(variable, "name"), pipe(rest));
		}
		this.begun = true;
		return JqFunctions.asItIs(new PipedQuery(parts));
	}

	private @Nullable JqStep value(Expression part) throws JsonQueryException {
		if (part instanceof ThisObject) {
			return JqSteps.INPUT;
		}
		if (part instanceof ValueLiteral literal) {
			JsonNode value = literal.value();
			return (variables, input) -> value;
		}
		if (part instanceof VariableAccess) {
			return JqSteps.variable(JqTree.text(part, "name"));
		}
		if (part instanceof IdentifierFieldAccess) {
			return JqSteps.field(translate(JqTree.expression(part, "target")), JqTree.text(part, "field"));
		}
		return (part instanceof FunctionCall) ? this.functions.call(part, this) : null;
	}

	private @Nullable JqStep operation(Expression part) throws JsonQueryException {
		if (part instanceof Conditional) {
			return conditional(part);
		}
		if (part instanceof BooleanAndExpression) {
			return JqSteps.junction(left(part), right(part), BooleanNode.FALSE);
		}
		if (part instanceof BooleanOrExpression) {
			return JqSteps.junction(left(part), right(part), BooleanNode.TRUE);
		}
		if (part instanceof AlternativeOperatorExpression) {
			return JqSteps.alternative(left(part), right(part));
		}
		if (part instanceof SimpleBinaryOperatorExpression) {
			return JqSteps.operation(left(part), right(part),
					JqSteps.operation(JqTree.field(part, "operator", BinaryOperator.class)));
		}
		return null;
	}

	private JqStep left(Expression part) throws JsonQueryException {
		return translate(JqTree.expression(part, "lhs"));
	}

	private JqStep right(Expression part) throws JsonQueryException {
		return translate(JqTree.expression(part, "rhs"));
	}

	private JqStep conditional(Expression part) throws JsonQueryException {
		List<?> branches = JqTree.list(part, "switches", Pair.class);
		JqStep step = translate(JqTree.expression(part, "otherwise"));
		for (int i = branches.size() - 1; i >= 0; i--) {
			Pair<?, ?> branch = (Pair<?, ?>) branches.get(i);
			step = JqSteps.either(translate((Expression) branch._1), translate((Expression) branch._2), step);
		}
		return step;
	}

	private @Nullable JqStep construction(Expression part) throws JsonQueryException {
		if (part instanceof BracketFieldAccess && JqTree.expression(part, "startExpr") instanceof LongLiteral index
				&& index.value().canConvertToInt() && !JqTree.field(part, "isRange", Boolean.class)) {
			return JqSteps.element(translate(JqTree.expression(part, "target")), index.value().asInt());
		}
		if (part instanceof ArrayConstruction array && array.q instanceof PipedQuery) {
			List<PipeComponent> parts = JqTree.list(array.q, "components", PipeComponent.class);
			if (parts.get(0) instanceof TransformPipeComponent head && head.expr instanceof BracketExtractFieldAccess) {
				return JqSteps.each(translate(JqTree.expression(head.expr, "target")),
						pipe(parts.subList(1, parts.size())));
			}
		}
		if (part instanceof ObjectConstruction object
				&& object.fields.stream().allMatch(IdentifierKeyFieldConstruction.class::isInstance)) {
			return object(object.fields);
		}
		return null;
	}

	private JqStep object(List<FieldConstruction> fields) throws JsonQueryException {
		List<Map.Entry<String, JqStep>> values = new ArrayList<>();
		for (FieldConstruction part : fields) {
			IdentifierKeyFieldConstruction field = (IdentifierKeyFieldConstruction) part;
			values.add(Map.entry(field.key,
					(field.value != null) ? translate(field.value) : JqSteps.field(JqSteps.INPUT, field.key)));
		}
		return JqSteps.object(values);
	}

}
