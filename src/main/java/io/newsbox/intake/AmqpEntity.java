package io.newsbox.intake;

import java.time.Duration;
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
 * channel, and put an error into the broker's log. Only when a consumer has begun anew is
 * it, no sooner than after that time.</li>
 * </ol>
 * What is there with other arguments, or may not be declared, is used as it is: readers
 * are better served by that than by an error. Guarded by {@link Topology}.
 */
final class AmqpEntity {

	private static final Logger LOG = LoggerFactory.getLogger(AmqpEntity.class);

	private static final Duration DECLARED_EVERY = Duration.ofMinutes(1);

	/** The consumers of one queue begin one after the other. */
	private static final Duration START = Duration.ofSeconds(10);

	private final String name;

	private final Predicate<BrokerLink> presence;

	private final Consumer<AmqpAdmin> declaration;

	private volatile @Nullable String conflict;

	private boolean refused;

	private boolean known;

	/** Whether a consumer has begun since it was declared. */
	private boolean begun;

	private long declaredAt;

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
		this.begun |= anew && (isAsWanted() || isLater(START));
		if (gone || !this.known || isDue()) {
			declare(link.admin(), present);
			this.known = true;
			this.begun = false;
			this.declaredAt = System.nanoTime();
		}
		return gone;
	}

	private boolean isDue() {
		boolean late = isLater(DECLARED_EVERY);
		return isAsWanted() ? this.begun || late : this.begun && late;
	}

	private boolean isAsWanted() {
		return !this.refused && this.conflict == null;
	}

	private boolean isLater(Duration sinceDeclared) {
		return System.nanoTime() - this.declaredAt > sinceDeclared.toNanos();
	}

	/** What the broker has otherwise than the route says; null for nothing. */
	@Nullable String conflict() {
		return this.conflict;
	}

	private void declare(AmqpAdmin admin, boolean present) {
		try {
			this.declaration.accept(admin);
			this.conflict = null;
			this.refused = false;
		}
		catch (AmqpException ex) {
			String found = Faults.conflict(ex);
			if (found != null) {
				explain(found);
			}
			else if (present && Faults.isRefused(ex)) {
				if (!this.refused) {
					LOG.info("newsbox may not declare {}, and uses it as it is", this.name);
				}
				this.refused = true;
			}
			else {
				throw ex;
			}
		}
	}

	private void explain(String found) {
		if (!found.equals(this.conflict)) {
			LOG.error("{}", found);
		}
		this.conflict = found;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
