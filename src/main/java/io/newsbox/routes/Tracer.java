package io.newsbox.routes;

import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.ProcessorEndpoint;
import org.apache.camel.support.processor.DelegateSyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Watches an item on its way through the routes of a trial, and stands in for the
 * database at the end of it.
 */
final class Tracer implements InterceptStrategy {

	/** More than any item takes, unless a loop has no end. */
	private static final int MOST_STEPS = 100_000;

	private final AtomicInteger steps = new AtomicInteger();

	private final Outside outside = new Outside();

	private boolean toFirstFault;

	private boolean mapped;

	private boolean stuck;

	/** The rows as the last step left them. */
	private ArrayNode last = JsonNodeFactory.instance.arrayNode();

	private final DatabaseStandIn database = new DatabaseStandIn(this.outside);

	private @Nullable Throwable held;

	private @Nullable NamedNode current;

	private @Nullable Fault fault;

	private final MisnamedColumns columns = new MisnamedColumns();

	private String filtered = "";

	/** The next one comes: with all its failures, or to the first. */
	void clear(boolean toFirstFault) {
		this.toFirstFault = toFirstFault;
		this.mapped = false;
		this.stuck = false;
		this.steps.set(0);
		this.outside.clear();
		this.last = JsonNodeFactory.instance.arrayNode();
		this.database.clear();
		this.held = null;
		this.current = null;
		this.fault = null;
		this.columns.clear();
		this.filtered = "a step does not hand it on";
	}

	/**
	 * It has come to an end.
	 * @param failure with which; null if with none
	 */
	void ended(@Nullable Throwable failure) {
		this.held = failure;
	}

	/** It has come to none. */
	void stuck(Exception failure) {
		this.stuck = true;
		this.held = failure;
		failed(this.current, failure);
	}

	boolean isStuck() {
		return this.stuck;
	}

	/** Whether no row came of them, and not for an answer that is not known. */
	boolean isAllParked() {
		return this.database.parked() != null && !this.mapped && !this.outside.isAsked();
	}

	/** What came to the database. */
	DatabaseStandIn database() {
		return this.database;
	}

	/** Why it would be held; null if it would not. */
	@Nullable Throwable held() {
		return this.held;
	}

	/** Which step dropped it, and what that step looked at. */
	String filtered() {
		return this.filtered;
	}

	/** The failure; null if there was none, or it may come from what is not known. */
	@Nullable Fault fault() {
		return this.fault;
	}

	/** Which step asks rows for a column that none has; null if none does. */
	@Nullable Problem misnamed() {
		return this.columns.problem();
	}

	@Override
	public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode step, Processor target,
			Processor nextTarget) {
		return new DelegateSyncProcessor((exchange) -> {
			this.current = step;
			Object before = exchange.getMessage().getBody();
			this.columns.watch(step, exchange, !this.outside.isAsked(), () -> take(step, target, exchange));
			Object after = exchange.getMessage().getBody();
			this.last = (after instanceof ArrayNode left) ? left : this.last;
			if (before instanceof ArrayNode rows) {
				this.mapped |= !rows.isEmpty();
				if (rows.size() == 1 && after instanceof ArrayNode left && left.isEmpty()) {
					this.filtered = Filtering.words(step, rows.get(0));
				}
			}
		});
	}

	private void take(NamedNode step, Processor target, Exchange exchange) {
		Fault before = this.fault;
		if (before != null && exchange.getException() == null && before.isCaught(exchange)) {
			this.fault = null;
		}
		try {
			if (this.steps.incrementAndGet() > MOST_STEPS) {
				throw new IllegalStateException("it does not end");
			}
			if (this.toFirstFault && this.fault != null) {
				throw new IllegalStateException("it has failed");
			}
			this.outside.step(step, target, exchange);
		}
		catch (Exception ex) {
			exchange.setException(ex);
		}
		Exception failure = exchange.getException();
		// what is held would be tried again for ever
		exchange.getExchangeExtension().setRedeliveryExhausted(failure != null);
		failed(step, failure);
	}

	/** A step around one that failed has failed, too. */
	private void failed(@Nullable NamedNode step, @Nullable Exception failure) {
		Fault before = this.fault;
		if (step == null || failure == null || (before != null && (this.toFirstFault || before.isIn(failure)))) {
			return;
		}
		Fault next = new Fault(step, failure);
		if (!this.outside.excuses(next)) {
			this.fault = next;
		}
	}

	/** Has the shape of Camel's callback for new endpoints. */
	Endpoint standIn(String uri, Endpoint endpoint) {
		return uri.startsWith("direct:") ? endpoint
				: uri.startsWith("jdbc:")
						? new ProcessorEndpoint(uri, endpoint.getCamelContext(),
								(exchange) -> this.database.answer(exchange, this.last))
						: this.outside.endpoint(uri, endpoint);
	}

}
