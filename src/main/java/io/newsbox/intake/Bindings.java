package io.newsbox.intake;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Binding;

/**
 * The bindings of the queue to its exchange. Like all that may not be declared, they are
 * used as they are where newsbox may not make them. That is tried again with each attempt
 * to consume only: each time would close a channel, and put an error into the broker's
 * log.
 */
final class Bindings {

	private static final Logger LOG = LoggerFactory.getLogger(Bindings.class);

	private final List<Binding> bindings;

	private boolean refused;

	Bindings(List<Binding> bindings) {
		this.bindings = bindings;
	}

	/** What each of them is bound to, in words. */
	Set<String> sources() {
		return this.bindings.stream()
			.map((binding) -> "exchange " + binding.getExchange() + " with routing key '" + binding.getRoutingKey()
					+ "'" + (binding.getArguments().isEmpty() ? "" : " and " + binding.getArguments()))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Makes them; AMQP cannot ask for one.
	 * @param again also where that was refused the last time
	 */
	synchronized void make(BrokerLink link, boolean again) {
		if (this.refused && !again) {
			return;
		}
		boolean before = this.refused;
		try {
			this.bindings.forEach(link.admin()::declareBinding);
			this.refused = false;
		}
		catch (AmqpException ex) {
			if (!Faults.isRefused(ex)) {
				throw ex;
			}
			this.refused = true;
			if (!before) {
				LOG.warn("newsbox may not bind queue {}, and takes what is bound to it: {}",
						this.bindings.get(0).getDestination(), Faults.text(ex));
			}
		}
	}

}
