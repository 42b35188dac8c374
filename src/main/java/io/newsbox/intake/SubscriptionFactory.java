package io.newsbox.intake;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.component.springrabbit.ListenerContainerFactory;
import org.apache.camel.component.springrabbit.SpringRabbitMQEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.rabbit.connection.AbstractConnectionFactory;
import org.springframework.amqp.rabbit.connection.AbstractConnectionFactory.AddressShuffleMode;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;

/**
 * Makes the listener container of a route that consumes from the broker, so that it takes
 * batches and comes back by itself.
 */
public final class SubscriptionFactory implements ListenerContainerFactory {

	private static final Logger LOG = LoggerFactory.getLogger(SubscriptionFactory.class);

	private static final long RETRY_MILLIS = 1000;

	private static final int CLOSE_MILLIS = 1000;

	/** Bytes; few news items are larger. */
	private static final int LARGE_ITEM = 200_000;

	private final IntakeProperties properties;

	private final String instance;

	private final Intake intake;

	/** What newsbox has bound each queue to, by its name. */
	private final Map<String, Set<String>> sources = new ConcurrentHashMap<>();

	/**
	 * @param instance name of this process, unique among those at the same broker
	 */
	public SubscriptionFactory(IntakeProperties properties, String instance, Intake intake) {
		this.properties = properties;
		this.instance = instance;
		this.intake = intake;
	}

	@Override
	public AbstractMessageListenerContainer createListenerContainer(SpringRabbitMQEndpoint endpoint) {
		if (endpoint.getConnectionFactory() instanceof AbstractConnectionFactory connections) {
			// a frozen broker does not confirm that either; stock: 30 s
			connections.setCloseTimeout(CLOSE_MILLIS);
			askTheBrokerOfTheConsumers(connections);
		}
		endpoint.setMessageConverter(new BatchMessageConverter());
		// declared by the container, whenever needed, instead of by Camel, once
		endpoint.setAutoDeclare(false);
		Topology topology = Topology.of(endpoint, this.instance);
		sayWhatStays(topology);
		BatchContainer container = new BatchContainer(endpoint, topology, this.properties.batchSize(),
				this.intake::receives);
		configure(container, endpoint);
		container.setQueueNames(topology.queue());
		Subscription subscription = new Subscription(container, topology);
		this.intake.add(subscription);
		container.onDestroy(() -> this.intake.remove(subscription));
		return container;
	}

	/** Not taken away: other instances, or a version to go back to, may need it. */
	private void sayWhatStays(Topology topology) {
		Set<String> before = this.sources.put(topology.queue(), topology.lastingSources());
		Set<String> stays = new TreeSet<>((before != null) ? before : Set.of());
		stays.removeAll(topology.lastingSources());
		if (!stays.isEmpty()) {
			LOG.warn("Queue {} stays bound to {}, too, as the route said before. If that is not wanted, unbind it"
					+ " at the broker", topology.queue(), String.join(", ", stays));
		}
	}

	private static void configure(BatchContainer container, SpringRabbitMQEndpoint endpoint) {
		container.setConcurrentConsumers(endpoint.getConcurrentConsumers());
		container.setPrefetchCount(prefetch(endpoint));
		container.setShutdownTimeout(endpoint.getComponent().getShutdownTimeout());
		// at a stop, put back what is prefetched and finish what is begun
		container.setForceStop(true);
		container.setMissingQueuesFatal(false);
		container.setPossibleAuthenticationFailureFatal(false);
		container.setRecoveryInterval(RETRY_MILLIS);
		// do not make the start of newsbox wait for the broker
		container.setConsumerStartTimeout(1);
	}

	/**
	 * Each consumer's share. A broker counts what it hands out in messages. They may fill
	 * half of the memory, or a queue of large ones would end newsbox, at each start anew.
	 */
	private static int prefetch(SpringRabbitMQEndpoint endpoint) {
		long heap = Runtime.getRuntime().maxMemory();
		long most = heap / 2 / LARGE_ITEM;
		int wanted = endpoint.getPrefetchCount();
		if (wanted > most) {
			LOG.info("Prefetches {} messages in place of {}: with large items these might not fit into {} MB of heap",
					most, wanted, heap / 1024 / 1024);
		}
		return (int) Math.max(1, Math.min(wanted, most) / endpoint.getConcurrentConsumers());
	}

	/**
	 * Of several addresses the first that answers, for the questions as for the
	 * consumers. Stock takes any for the former: perhaps a standby, whose exchange and
	 * queue tell nothing of those that are consumed from.
	 */
	private static void askTheBrokerOfTheConsumers(AbstractConnectionFactory connections) {
		if (connections.getPublisherConnectionFactory() instanceof AbstractConnectionFactory own) {
			own.setAddressShuffleMode(AddressShuffleMode.NONE);
		}
	}

}
