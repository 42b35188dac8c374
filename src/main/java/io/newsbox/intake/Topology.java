package io.newsbox.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.camel.component.springrabbit.SpringRabbitMQEndpoint;

import org.springframework.amqp.core.AmqpAdmin;
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

	private final Exchange exchange;

	private final Queue queue;

	private final List<Binding> bindings;

	private final AmqpAdmin admin;

	private Topology(Exchange exchange, Queue queue, List<Binding> bindings, AmqpAdmin admin) {
		this.exchange = exchange;
		this.queue = queue;
		this.bindings = bindings;
		this.admin = admin;
	}

	/**
	 * Reads the topology from the options of the endpoint.
	 * @param instance name of this process; a queue that is not durable is its own,
	 * exclusive and auto-deleted, and bears its name
	 */
	static Topology of(SpringRabbitMQEndpoint endpoint, String instance, AmqpAdmin admin) {
		Exchange exchange = exchange(endpoint);
		Queue queue = queue(endpoint, instance);
		Map<String, Object> arguments = endpoint.getBindingArgs();
		List<Binding> bindings = Arrays.stream(endpoint.getRoutingKey().split(",", -1))
			.map((key) -> new Binding(queue.getName(), Binding.DestinationType.QUEUE, exchange.getName(), key.strip(),
					arguments))
			.toList();
		return new Topology(exchange, queue, bindings, admin);
	}

	private static Exchange exchange(SpringRabbitMQEndpoint endpoint) {
		Map<String, Object> arguments = new TreeMap<>(endpoint.getExchangeArgs());
		ExchangeBuilder builder = new ExchangeBuilder(endpoint.getExchangeName(), endpoint.getExchangeType());
		builder.durable(flag(arguments, "durable", true));
		if (flag(arguments, "autoDelete", false)) {
			builder.autoDelete();
		}
		return builder.withArguments(arguments).build();
	}

	private static Queue queue(SpringRabbitMQEndpoint endpoint, String instance) {
		Map<String, Object> arguments = new TreeMap<>(endpoint.getQueueArgs());
		boolean durable = flag(arguments, "durable", true);
		return durable ? new Queue(endpoint.getQueues(), true, false, false, arguments)
				: new Queue(endpoint.getQueues() + "." + instance, false, true, true, arguments);
	}

	private static boolean flag(Map<String, Object> arguments, String name, boolean otherwise) {
		Object value = arguments.remove(name);
		return (value != null) ? Boolean.parseBoolean(value.toString()) : otherwise;
	}

	String queue() {
		return this.queue.getName();
	}

	void declare() {
		this.admin.declareExchange(this.exchange);
		this.admin.declareQueue(this.queue);
		this.bindings.forEach(this.admin::declareBinding);
	}

}
