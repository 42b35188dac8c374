package io.newsbox;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.rabbitmq.client.Channel;

/**
 * A consumer of Spring Cloud Stream, as far as the broker sees it: what it declares, with
 * names and arguments as in the class RabbitExchangeQueueProvisioner of the RabbitMQ
 * binder 4.3.3. The binder itself would bring its auto-configuration into all tests.
 */
final class BinderConsumer {

	private static final String BINDING = "spring.cloud.stream.bindings.articles-in-0.";

	private static final String CONSUMER = "spring.cloud.stream.rabbit.bindings.articles-in-0.consumer.";

	private static final Map<String, String> LIMITS = Map.of("ttl", "x-message-ttl", "expires", "x-expires",
			"max-length", "x-max-length", "max-length-bytes", "x-max-length-bytes", "max-priority", "x-max-priority",
			"quorum.delivery-limit", "x-delivery-limit", "quorum.initial-group-size", "x-quorum-initial-group-size");

	private final Properties settings;

	BinderConsumer(Properties settings) {
		this.settings = settings;
	}

	String exchange() {
		return consumer("prefix", "") + binding("destination", "");
	}

	String queue() {
		String group = binding("group", "");
		String base = consumer("queue-name-group-only", "").isEmpty() ? binding("destination", "") + "." + group
				: group;
		return consumer("prefix", "") + base + partition();
	}

	/** A key that publishers send with; the binder's own take the destination. */
	String publishedKey() {
		return keys().get(0).replace("#", binding("destination", ""));
	}

	void declare(Channel channel) throws IOException {
		channel.exchangeDeclare(exchange(), consumer("exchange-type", "topic"),
				Boolean.parseBoolean(consumer("exchange-durable", "true")),
				Boolean.parseBoolean(consumer("exchange-auto-delete", "false")), Map.of());
		channel.queueDeclare(queue(), true, false, false, arguments());
		for (String key : keys()) {
			channel.queueBind(queue(), exchange(), key, bindingArguments());
		}
		if (hasDlq()) {
			channel.queueDeclare(queue() + ".dlq", true, false, false, Map.of());
			channel.exchangeDeclare(dlx(), "direct", true);
			channel.queueBind(queue() + ".dlq", dlx(), queue());
		}
	}

	private List<String> keys() {
		if (consumer("exchange-type", "topic").equals("headers")) {
			return List.of("");
		}
		String otherwise = partition().isEmpty() ? "#" : binding("destination", "");
		String delimiter = consumer("binding-routing-key-delimiter", "\n");
		return Stream.of(consumer("binding-routing-key", otherwise).split(delimiter))
			.map((key) -> key + partition())
			.toList();
	}

	private String partition() {
		return binding("consumer.partitioned", "").isEmpty() ? "" : "-" + binding("consumer.instance-index", "0");
	}

	private Map<String, Object> arguments() {
		Map<String, Object> arguments = new HashMap<>();
		LIMITS.forEach((setting, argument) -> put(arguments, argument,
				consumer(setting, "").isEmpty() ? null : Integer.valueOf(consumer(setting, ""))));
		put(arguments, "x-overflow", consumer("overflow-behavior", null));
		put(arguments, "x-queue-mode", consumer("lazy", "").isEmpty() ? null : "lazy");
		put(arguments, "x-queue-type", consumer("quorum.enabled", "").isEmpty() ? null : "quorum");
		put(arguments, "x-single-active-consumer", consumer("single-active-consumer", "").isEmpty() ? null : true);
		put(arguments, "x-dead-letter-exchange", hasDlq() ? dlx() : null);
		put(arguments, "x-dead-letter-routing-key", hasDlq() ? queue() : null);
		return arguments;
	}

	private Map<String, Object> bindingArguments() {
		String prefix = CONSUMER + "queue-binding-arguments.";
		return this.settings.stringPropertyNames()
			.stream()
			.filter((name) -> name.startsWith(prefix))
			.collect(Collectors.toMap((name) -> name.substring(prefix.length()), this.settings::getProperty));
	}

	private boolean hasDlq() {
		return !consumer("auto-bind-dlq", "").isEmpty();
	}

	private String dlx() {
		return consumer("prefix", "") + "DLX";
	}

	private String binding(String name, String otherwise) {
		return text(BINDING + name, otherwise);
	}

	private String consumer(String name, String otherwise) {
		return text(CONSUMER + name, otherwise);
	}

	private String text(String name, String otherwise) {
		Object value = this.settings.get(name);
		return (value != null) ? value.toString() : otherwise;
	}

	private static void put(Map<String, Object> arguments, String name, Object value) {
		if (value != null) {
			arguments.put(name, value);
		}
	}

}
