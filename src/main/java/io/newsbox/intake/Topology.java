package io.newsbox.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import org.apache.camel.component.springrabbit.SpringRabbitMQEndpoint;
import org.apache.camel.util.StringHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.ExchangeBuilder;
import org.springframework.amqp.core.Queue;

/**
 * Exchange, queue and bindings as the consuming route says. To declare them is
 * idempotent.
 * <p>
 * Camel declares once, when the consumer starts, and takes the routing key as it is; here
 * it is done again whenever needed, and with several keys.
 */
final class Topology {

	private static final Logger LOG = LoggerFactory.getLogger(Topology.class);

	/**
	 * The YAML DSL makes xMaxLength of x-max-length, and Camel then leaves its value a
	 * text, where the broker wants a number or a boolean.
	 */
	private static final Pattern BROKERS_OWN = Pattern.compile("^x[A-Z]");

	private final Queue queue;

	private final List<AmqpEntity> entities;

	private final Bindings bindings;

	private final BrokerLink consumerLink;

	private final BrokerLink ownLink;

	private final AtomicLong repairs = new AtomicLong();

	private Topology(Exchange exchange, Queue queue, List<Binding> bindings, SpringRabbitMQEndpoint endpoint) {
		this.queue = queue;
		this.entities = List.of(AmqpEntity.of(exchange), AmqpEntity.of(queue));
		this.bindings = new Bindings(bindings);
		this.consumerLink = new BrokerLink(endpoint.getConnectionFactory(), false);
		// an exclusive queue may be touched from the connection of its consumer only
		this.ownLink = queue.isExclusive() ? this.consumerLink : new BrokerLink(endpoint.getConnectionFactory(), true);
	}

	/**
	 * Reads the topology from the options of the endpoint.
	 * @param instance name of this process; a queue that is not durable is its own,
	 * exclusive and auto-deleted, and bears its name
	 */
	static Topology of(SpringRabbitMQEndpoint endpoint, String instance) {
		Exchange exchange = exchange(endpoint);
		Queue queue = queue(endpoint, instance);
		Map<String, Object> arguments = arguments(endpoint.getBindingArgs());
		List<Binding> bindings = Arrays.stream(endpoint.getRoutingKey().split(",", -1))
			.map((key) -> new Binding(queue.getName(), Binding.DestinationType.QUEUE, exchange.getName(), key.strip(),
					arguments))
			.toList();
		return new Topology(exchange, queue, bindings, endpoint);
	}

	private static Exchange exchange(SpringRabbitMQEndpoint endpoint) {
		Map<String, Object> arguments = arguments(endpoint.getExchangeArgs());
		ExchangeBuilder builder = new ExchangeBuilder(endpoint.getExchangeName(), endpoint.getExchangeType());
		builder.durable(flag(arguments, "durable", true));
		if (flag(arguments, "autoDelete", false)) {
			builder.autoDelete();
		}
		return builder.withArguments(arguments).build();
	}

	private static Queue queue(SpringRabbitMQEndpoint endpoint, String instance) {
		Map<String, Object> arguments = arguments(endpoint.getQueueArgs());
		boolean durable = flag(arguments, "durable", true);
		return durable ? new Queue(endpoint.getQueues(), true, false, false, arguments)
				: new Queue(endpoint.getQueues() + "." + instance, false, true, true, arguments);
	}

	/** What is empty is left to the broker. */
	private static Map<String, Object> arguments(Map<String, Object> options) {
		Map<String, Object> arguments = new TreeMap<>();
		options.forEach((name, value) -> {
			String text = value.toString();
			if (BROKERS_OWN.matcher(name).find() && !text.isEmpty()) {
				arguments.put(StringHelper.camelCaseToDash(name), typed(text));
			}
			else if (!text.isEmpty()) {
				arguments.put(name, value);
			}
		});
		return arguments;
	}

	private static Object typed(String text) {
		if (text.equals("true") || text.equals("false")) {
			return Boolean.valueOf(text);
		}
		return text.matches("-?\\d+") ? Long.valueOf(text) : text;
	}

	private static boolean flag(Map<String, Object> arguments, String name, boolean otherwise) {
		Object value = arguments.remove(name);
		return (value != null) ? Boolean.parseBoolean(value.toString()) : otherwise;
	}

	String queue() {
		return this.queue.getName();
	}

	/**
	 * What the queue is bound to for as long as nobody unbinds it; nothing if it ends.
	 */
	Set<String> lastingSources() {
		return this.queue.isExclusive() ? Set.of() : this.bindings.sources();
	}

	/** What the broker has otherwise than the route says. */
	List<String> conflicts() {
		return this.entities.stream().map(AmqpEntity::conflict).filter(Objects::nonNull).toList();
	}

	/** How often something that had been declared was found missing. */
	long repairs() {
		return this.repairs.get();
	}

	/**
	 * Declares everything, on the connection of the consumer that is about to start. One
	 * on which there is no answer is dropped.
	 */
	void declare() {
		try {
			restore(this.consumerLink, true);
		}
		catch (AmqpException ex) {
			if (Faults.isTimeout(ex)) {
				this.consumerLink.reset();
			}
			throw ex;
		}
	}

	/**
	 * Looks whether everything is there, and declares what is not. A lost binding is made
	 * again unseen: AMQP cannot ask for one.
	 */
	void verify() {
		try {
			restore(this.ownLink, false);
		}
		catch (AmqpException ex) {
			if (this.ownLink != this.consumerLink) {
				this.ownLink.reset();
			}
			throw ex;
		}
	}

	/**
	 * One at a time: what is gone is declared again, and counted, once.
	 * @param anew whether a consumer begins: also what was refused the last time
	 */
	private synchronized void restore(BrokerLink link, boolean anew) {
		List<String> gone = this.entities.stream()
			.filter((entity) -> entity.restore(link, anew))
			.map(AmqpEntity::toString)
			.toList();
		this.bindings.make(link, anew);
		if (!gone.isEmpty()) {
			this.repairs.addAndGet(gone.size());
			LOG.warn("Declared again, because it was gone: {}", String.join(", ", gone));
		}
	}

}
