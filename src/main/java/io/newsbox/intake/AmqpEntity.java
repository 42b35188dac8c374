package io.newsbox.intake;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.Queue;

/**
 * An exchange or a queue at the broker.
 * <ol>
 * <li>At the first look it is declared, even if it is there: only by refusing that does
 * the broker tell what it has otherwise.</li>
 * <li>From then on it is asked for, and declared when it is gone; and every
 * {@link #DECLARED_EVERY}, for somebody may have replaced it by another.</li>
 * <li>What the broker refuses is not declared again then: each time would close a
 * channel, and put an error into the broker's log. Only a consumer that begins anew does,
 * once a minute at most.</li>
 * </ol>
 * What is there with other arguments, or may not be declared, is used as it is: readers
 * are better served by that than by an error.
 */
final class AmqpEntity {

	private static final Logger LOG = LoggerFactory.getLogger(AmqpEntity.class);

	private static final Duration DECLARED_EVERY = Duration.ofMinutes(5);

	private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

	private final String name;

	private final Predicate<BrokerLink> presence;

	private final Consumer<AmqpAdmin> declaration;

	private final AtomicReference<@Nullable String> conflict = new AtomicReference<>();

	private final AtomicBoolean refused = new AtomicBoolean();

	private volatile boolean known;

	private volatile long declaredAt;

	private AmqpEntity(String name, Predicate<BrokerLink> presence, Consumer<AmqpAdmin> declaration) {
		this.name = name;
		this.presence = presence;
		this.declaration = declaration;
	}

	static AmqpEntity of(Exchange exchange) {
		return new AmqpEntity("exchange " + exchange.getName(), (link) -> link.hasExchange(exchange.getName()),
				(admin) -> admin.declareExchange(exchange));
	}

	static AmqpEntity of(Queue queue) {
		return new AmqpEntity("queue " + queue.getName(), (link) -> link.hasQueue(queue.getName()),
				(admin) -> admin.declareQueue(queue));
	}

	/**
	 * Sees to it that it is there.
	 * @param anew whether a consumer begins
	 * @return whether it had been there and was gone
	 */
	boolean restore(BrokerLink link, boolean anew) {
		boolean present = this.presence.test(link);
		boolean gone = this.known && !present;
		if (gone || !this.known || isDue(anew)) {
			declare(link.admin(), present);
			this.known = true;
			this.declaredAt = System.nanoTime();
		}
		return gone;
	}

	private boolean isDue(boolean anew) {
		Duration passed = Duration.ofNanos(System.nanoTime() - this.declaredAt);
		return (this.refused.get() || conflict() != null) ? anew && passed.compareTo(REFUSED_FOR) > 0
				: anew || passed.compareTo(DECLARED_EVERY) > 0;
	}

	/** What the broker has otherwise than the route says; null for nothing. */
	@Nullable String conflict() {
		return this.conflict.get();
	}

	private void declare(AmqpAdmin admin, boolean present) {
		try {
			this.declaration.accept(admin);
			this.conflict.set(null);
			this.refused.set(false);
		}
		catch (AmqpException ex) {
			String found = Faults.conflict(ex);
			if (found != null) {
				explain(found);
			}
			else if (present && Faults.isRefused(ex)) {
				if (!this.refused.getAndSet(true)) {
					LOG.info("newsbox may not declare {}, and uses it as it is", this.name);
				}
			}
			else {
				throw ex;
			}
		}
	}

	private void explain(String found) {
		if (!found.equals(this.conflict.getAndSet(found))) {
			LOG.error("{}", found);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
