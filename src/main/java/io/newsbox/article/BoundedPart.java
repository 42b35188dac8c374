package io.newsbox.article;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.tree.ArrayConstruction;
import net.thisptr.jackson.jq.internal.tree.Conditional;
import net.thisptr.jackson.jq.internal.tree.PipedQuery;
import net.thisptr.jackson.jq.internal.tree.ThisObject;
import net.thisptr.jackson.jq.internal.tree.VariableAccess;
import net.thisptr.jackson.jq.internal.tree.binaryop.SimpleBinaryOperatorExpression;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.IdentifierFieldAccess;
import net.thisptr.jackson.jq.internal.tree.literal.ValueLiteral;
import net.thisptr.jackson.jq.path.ArrayIndexPath;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * A part of a jq program that jackson-jq runs, within the {@link JqAllowance}.
 */
final class BoundedPart implements Expression {

	private final Expression part;

	private BoundedPart(Expression part) {
		this.part = part;
	}

	/** The part itself where it neither repeats anything nor makes anything larger. */
	static Expression of(Expression part) {
		if (part instanceof ArrayConstruction array && array.q != null && !(array.q instanceof BoundedPart)) {
			return new ArrayConstruction(new BoundedPart(array.q));
		}
		return isHarmless(part) ? part : new BoundedPart(part);
	}

	private static boolean isHarmless(Expression part) {
		return part instanceof BoundedPart || part instanceof ArrayConstruction || part instanceof PipedQuery
				|| part instanceof SimpleBinaryOperatorExpression || part instanceof Conditional
				|| part instanceof IdentifierFieldAccess || part instanceof ThisObject || part instanceof ValueLiteral
				|| part instanceof VariableAccess;
	}

	@Override
	public void apply(Scope scope, JsonNode input, @Nullable Path path, PathOutput output, boolean requirePath)
			throws JsonQueryException {
		JqAllowance allowance = JqAllowance.current();
		// what calls itself may give nothing
		allowance.step();
		int[] count = new int[1];
		this.part.apply(scope, input, path, (value, itsPath) -> {
			allowance.step();
			// an array may be made of them
			allowance.array(++count[0]);
			if (itsPath instanceof ArrayIndexPath element) {
				// an assignment fills the array up to there
				allowance.array(element.index.asDouble());
			}
			// null: a variable of a pattern like {$x}, taken out of null
			if (value != null) {
				allowance.made(value);
			}
			output.emit(value, itsPath);
		}, requirePath);
	}

	@Override
	public String toString() {
		return this.part.toString();
	}

}
