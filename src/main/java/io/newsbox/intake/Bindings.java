package io.newsbox.intake;

import java.util.HashSet;
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
 * log. Guarded by {@link Topology}.
 */
final class Bindings {

	private static final Logger LOG = LoggerFactory.getLogger(Bindings.class);

	private final List<Binding> bindings;

	private final Set<Binding> refused = new HashSet<>();

	Bindings(List<Binding> bindings) {
		this.bindings = bindings;
	}

	/** What each of them is bound to, in words. */
	Set<String> sources() {
		return this.bindings.stream().map(Bindings::source).collect(Collectors.toCollection(TreeSet::new));
	}

	private static String source(Binding binding) {
		return "exchange " + binding.getExchange() + " with routing key '" + binding.getRoutingKey() + "'"
				+ (binding.getArguments().isEmpty() ? "" : " and " + binding.getArguments());
	}

	/**
	 * Makes them; AMQP cannot ask for one.
	 * @param again also where that was refused the last time
	 */
	void make(BrokerLink link, boolean again) {
		this.bindings.stream()
			.filter((binding) -> again || !this.refused.contains(binding))
			.forEach((binding) -> make(link, binding));
	}

	private void make(BrokerLink link, Binding binding) {
		try {
			link.admin().declareBinding(binding);
			this.refused.remove(binding);
		}
		catch (AmqpException ex) {
			if (!Faults.isRefused(ex)) {
				throw ex;
			}
			if (this.refused.add(binding)) {
				LOG.warn("newsbox may not bind queue {} to {}, and takes what is bound to it: {}",
						binding.getDestination(), source(binding), Faults.text(ex));
			}
		}
	}

}
