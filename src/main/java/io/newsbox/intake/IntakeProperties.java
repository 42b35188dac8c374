package io.newsbox.intake;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The subscription. Defaults stand in {@code application.yaml}, because route files read
 * these settings too.
 *
 * @param exchange name of the exchange that publishers send to, without %, &amp;, ? and #
 * @param exchangeType direct, topic, fanout or headers
 * @param routingKey binding key; several are separated by commas. None is empty where the
 * exchange is direct or topic
 * @param group name of this group of instances; the queue is {@code <exchange>.<group>},
 * shared by all of them
 * @param durableSubscription whether the queue outlives this instance and is shared;
 * {@code false}: a queue of this instance alone, exclusive and auto-deleted
 * @param queueType classic or quorum; empty: what the broker makes by default
 * @param batchSize most messages in one batch, 1 to 10,000; of large ones fewer, about
 * 300 kB
 * @param prefetch most messages unacked at this instance, shared by its consumers; at
 * least batch-size, at most 65,535
 */
@ConfigurationProperties("newsbox.intake")
public record IntakeProperties(String exchange, String exchangeType, String routingKey, String group,
		boolean durableSubscription, String queueType, int batchSize, int prefetch) {

	private static final Set<String> EXCHANGE_TYPES = Set.of("direct", "topic", "fanout", "headers");

	private static final Set<String> QUEUE_TYPES = Set.of("", "classic", "quorum");

	/** Camel takes others for parts of an address. */
	private static final Pattern NAME = Pattern.compile("[^%&?#]+");

	public IntakeProperties {
		check(!exchange.isBlank(), "newsbox.intake.exchange is empty; name the exchange that publishers send to");
		check(NAME.matcher(exchange).matches(),
				"newsbox.intake.exchange is '" + exchange + "'; it may not hold %, &, ? or #");
		check(EXCHANGE_TYPES.contains(exchangeType),
				"newsbox.intake.exchange-type is '" + exchangeType + "'; it must be direct, topic, fanout or headers");
		check(!Set.of("direct", "topic").contains(exchangeType) || Arrays.stream(routingKey.split(",", -1))
			.noneMatch(String::isBlank), "newsbox.intake.routing-key is '" + routingKey
					+ "'; a key of it is empty. If publishers do send without one, write routingKey: \"\" in article-intake.camel.yaml");
		check(!group.isBlank(), "newsbox.intake.group is empty; it names the queue");
		check(QUEUE_TYPES.contains(queueType),
				"newsbox.intake.queue-type is '" + queueType + "'; it must be classic, quorum or empty");
		check(durableSubscription || !queueType.equals("quorum"),
				"newsbox.intake.queue-type is quorum, but with newsbox.intake.durable-subscription=false the queue"
						+ " is of this instance alone, and no such queue is replicated. Change one of them");
		check(batchSize >= 1 && batchSize <= 10_000,
				"newsbox.intake.batch-size is " + batchSize + "; it must be 1 to 10000");
		check(prefetch <= 65_535, "newsbox.intake.prefetch is " + prefetch + "; AMQP allows up to 65535");
		check(prefetch >= batchSize, "newsbox.intake.prefetch (" + prefetch
				+ ") is lower than newsbox.intake.batch-size (" + batchSize
				+ "): the broker would stop sending before a batch is full. Raise the first or lower the second");
	}

	private static void check(boolean fine, String message) {
		if (!fine) {
			throw new IllegalArgumentException(message);
		}
	}

}
