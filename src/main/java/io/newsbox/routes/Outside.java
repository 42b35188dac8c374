package io.newsbox.routes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.support.ProcessorEndpoint;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for what the routes of a trial call: it does nothing. What it would have
 * answered is not known, so a failure after that may mean nothing.
 * <ol>
 * <li>A step that calls something outside: what fails later is excused.</li>
 * <li>The database has been sent the rows: likewise, up to the end of the step of bean
 * {@code articles} that sent them, which is given the counts it needs. Not excused is who
 * asks the counts for a method.</li>
 * <li>The answer of an HTTP server stands in the body: where the next step is newsbox's
 * own and needs items, rows or counts, it can only fail, and is not excused.</li>
 * <li>A failure that was excused once is excused in each step around it, too.</li>
 * </ol>
 */
final class Outside {

	/** Steps that call, or wait for, what lies outside. */
	private static final Set<String> STEPS = Set.of("bean", "process", "script", "enrich", "pollEnrich", "poll",
			"circuitBreaker", "idempotentConsumer", "transacted", "policy", "saga", "claimCheck");

	/** Steps that have no effect on those after them. */
	private static final Set<String> BESIDE = Set.of("wireTap", "delay", "throttle");

	/** Levels at which a log does nothing, as a rule. */
	private static final Set<String> QUIET = Set.of("DEBUG", "TRACE", "OFF");

	/** What another server gives in place of the body. */
	private static final Object ANSWER = new Object() {
		@Override
		public String toString() {
			return "the answer of another server";
		}
	};

	/** What article-upsert.sql gives. */
	private static final Map<String, Object> COUNTS = Map.of("stored", 1L, "unchanged", 0L, "lags", "0.5");

	/** Rule 1. */
	private volatile boolean asked;

	/** Rule 2. */
	private volatile boolean counted;

	/** Rule 3. */
	private volatile boolean answered;

	/** Rule 2: they stand in the body. */
	private volatile boolean countsThere;

	/** Rule 4. */
	private volatile @Nullable Fault excused;

	/** One of a trial begins. */
	void clear() {
		this.asked = false;
		this.counted = false;
		this.answered = false;
		this.countsThere = false;
		this.excused = null;
	}

	/** Whether an answer was needed that is not known. */
	boolean isAsked() {
		return this.asked;
	}

	/** Whether a failure may come from an answer that is not known. */
	boolean excuses(Fault fault) {
		boolean ofCounts = this.countsThere
				&& ObjectHelper.getException(MethodNotFoundException.class, fault.failure()) != null;
		if ((this.asked || this.counted) && !ofCounts && !(this.answered && takesRows(fault.step()))) {
			this.excused = fault;
		}
		Fault before = this.excused;
		return before != null && before.isIn(fault.failure());
	}

	/** Whether newsbox itself needs its items, rows or counts there. */
	private static boolean takesRows(NamedNode step) {
		if (step instanceof BeanDefinition bean) {
			return Trial.ARTICLES.equals(bean.getRef()) && !"read".equals(bean.getMethod());
		}
		if (!(step instanceof ExpressionNode node) || node.getExpression() == null) {
			return false;
		}
		return (node.getExpression() instanceof MethodCallExpression call) ? Trial.ARTICLES.equals(call.getRef())
				: "article-jq".equals(node.getExpression().getLanguage())
						|| String.valueOf(node.getExpression().getExpression()).contains("${body.parked}");
	}

	/** Takes a step, unless it leads outside. */
	void step(NamedNode step, Processor target, Exchange exchange) throws Exception {
		if (step instanceof BeanDefinition bean && Trial.ARTICLES.equals(bean.getRef())) {
			boolean askedBefore = this.asked;
			boolean countedBefore = this.counted;
			target.process(exchange);
			this.asked = askedBefore || (this.asked && exchange.getException() != null);
			// there are counts for it, unless a step after the statement has spoilt them
			this.counted = countedBefore;
			return;
		}
		if (step instanceof LogDefinition log) {
			evaluate(log, exchange);
		}
		else if (STEPS.contains(step.getShortName()) || callsBean(step)) {
			this.asked = true;
			if (exchange.getMessage().getBody() == COUNTS) {
				// it may leave something else there
				exchange.getMessage().setBody(new LinkedHashMap<>(COUNTS));
			}
		}
		else if (!BESIDE.contains(step.getShortName())) {
			target.process(exchange);
		}
		this.answered = exchange.getMessage().getBody() == ANSWER;
		this.countsThere = exchange.getMessage().getBody() == COUNTS;
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
		return new ProcessorEndpoint(uri, endpoint.getCamelContext(), (exchange) -> {
			this.asked |= needed;
			if (uri.startsWith("http")) {
				exchange.getMessage().setBody(ANSWER);
			}
		});
	}

	/** In place of the database. */
	void ask() {
		this.asked = true;
	}

	/** In place of the database, which gives what newsbox needs, and no more. */
	Object count(String statement) {
		this.counted = true;
		// another statement gives what is not known
		return statement.contains("unchanged") ? COUNTS : new LinkedHashMap<>(COUNTS);
	}

}
