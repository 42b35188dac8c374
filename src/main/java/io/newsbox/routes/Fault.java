package io.newsbox.routes;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.util.ObjectHelper;

/**
 * A failure in a trial.
 *
 * @param step where it showed
 */
record Fault(NamedNode step, Exception failure) {

	/** Whether it is the other one, or its cause. */
	boolean isIn(Exception other) {
		return ObjectHelper.getException(this.failure.getClass(), other) == this.failure;
	}

	/** Whether the route itself deals with it. */
	boolean isCaught(Exchange exchange) {
		Exception caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
		return caught != null && isIn(caught);
	}

	/** What is wrong with the step. */
	Problem problem(String what) {
		return problem(this.step, what);
	}

	/** What is wrong with a step. */
	static Problem problem(NamedNode step, String what) {
		boolean named = step instanceof OptionalIdentifiedDefinition<?> definition && definition.hasCustomIdAssigned();
		return new Problem(file(step), step.getLineNumber(),
				"step " + (named ? "'" + step.getId() + "'" : step.getShortName()) + " " + what);
	}

	/** The name of the file that the step stands in. */
	static String file(NamedNode step) {
		return String.valueOf(step.getLocation()).replaceFirst(".*[:/]", "");
	}

}
