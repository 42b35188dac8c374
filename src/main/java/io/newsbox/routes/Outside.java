package io.newsbox.routes;

import java.util.Set;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.support.ProcessorEndpoint;

/**
 * Stands in for what the routes of a trial call: it does nothing. What it would have
 * answered is not known, so what a step does after that means nothing.
 */
final class Outside {

	/** Steps that call, or wait for, what lies outside. */
	private static final Set<String> STEPS = Set.of("bean", "process", "script", "enrich", "pollEnrich", "poll",
			"circuitBreaker", "idempotentConsumer", "transacted", "policy", "saga", "claimCheck");

	/** Steps that have no effect on those after them. */
	private static final Set<String> BESIDE = Set.of("wireTap", "delay", "throttle");

	/** Levels at which a log does nothing, as a rule. */
	private static final Set<String> QUIET = Set.of("DEBUG", "TRACE", "OFF");

	private volatile boolean asked;

	/** One of a trial begins. */
	void clear() {
		this.asked = false;
	}

	/** Whether an answer was needed that is not known. */
	boolean isAsked() {
		return this.asked;
	}

	/** Takes a step, unless it leads outside. */
	void step(NamedNode step, Processor target, Exchange exchange) throws Exception {
		if (step instanceof LogDefinition log) {
			evaluate(log, exchange);
		}
		else if (step instanceof BeanDefinition bean && Trial.ARTICLES.equals(bean.getRef())) {
			boolean before = this.asked;
			target.process(exchange);
			// it got along with what stood in for the database, or failed for that
			this.asked = before || (this.asked && exchange.getException() != null);
		}
		else if (STEPS.contains(step.getShortName()) || callsBean(step)) {
			this.asked = true;
		}
		else if (!BESIDE.contains(step.getShortName())) {
			target.process(exchange);
		}
	}

	private static boolean callsBean(NamedNode step) {
		if (step instanceof ChoiceDefinition choice) {
			return choice.getWhenClauses().stream().anyMatch(Outside::callsBean);
		}
		if (!(step instanceof ExpressionNode node) || node.getExpression() == null) {
			return false;
		}
		return (node.getExpression() instanceof MethodCallExpression call) ? !Trial.ARTICLES.equals(call.getRef())
				: String.valueOf(node.getExpression().getExpression()).contains("${bean:");
	}

	/** What it would say is of no interest, unless it fails. */
	private static void evaluate(LogDefinition log, Exchange exchange) {
		CamelContext camel = exchange.getContext();
		String message = camel.resolvePropertyPlaceholders(log.getMessage());
		if (log.getLogLanguage() == null && LanguageSupport.hasSimpleFunction(message)
				&& !QUIET.contains(String.valueOf(log.getLoggingLevel()))) {
			camel.resolveLanguage("simple").createExpression(message).evaluate(exchange, String.class);
		}
	}

	/** In place of an endpoint; nobody needs an answer from a log. */
	Endpoint endpoint(String uri, Endpoint endpoint) {
		boolean needed = !uri.startsWith("log:");
		return new ProcessorEndpoint(uri, endpoint.getCamelContext(), (exchange) -> this.asked |= needed);
	}

	/** In place of the database. */
	void ask() {
		this.asked = true;
	}

}
