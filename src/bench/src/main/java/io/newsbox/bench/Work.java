package io.newsbox.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.newsbox.kit.Load;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.RabbitNode;

/** The queue of one trial, and what is published to it. */
final class Work implements AutoCloseable {

	private static final String ROUTING_KEY = "newsbox.update";

	/** Of 1.8 kB, all of one version time, so that every peer makes the same rows. */
	static final IntFunction<byte[]> PLAIN = (number) -> Load.item(number, Instant.parse("2026-01-31T10:15:00Z"));

	private final String group;

	private final RabbitNode broker;

	private final Publisher publisher;

	private IntFunction<byte[]> items = PLAIN;

	/** Numbers of the items so far: 0 to this, exclusive. */
	private int published;

	Work(RabbitNode broker, String group) throws Exception {
		this.broker = broker;
		this.group = group;
		try (Connection connection = broker.connection(); Channel channel = connection.createChannel()) {
			channel.exchangeDeclare(exchange(), BuiltinExchangeType.DIRECT, true);
			channel.queueDeclare(queue(), true, false, false, null);
			channel.queueBind(queue(), exchange(), ROUTING_KEY);
		}
		this.publisher = new Publisher(broker.connectionFactory(), exchange(), ROUTING_KEY);
	}

	String exchange() {
		return "bench";
	}

	String group() {
		return this.group;
	}

	String queue() {
		return exchange() + "." + this.group;
	}

	/** Number of the last item. */
	int last() {
		return this.published - 1;
	}

	/** What is published from now on. */
	void items(IntFunction<byte[]> made) {
		this.items = made;
	}

	/** Publishes items as fast as the broker takes them. */
	void publish(int count) throws Exception {
		int first = this.published;
		this.published += count;
		this.publisher.sendAll(IntStream.range(first, this.published).mapToObj(this.items).iterator());
	}

	/**
	 * Publishes items at a steady pace; each says as its version time when it was
	 * published.
	 */
	void publish(double perSecond, int seconds) throws Exception {
		int first = this.published;
		this.published += (int) (perSecond * seconds);
		long start = System.nanoTime();
		Iterator<byte[]> paced = IntStream.range(first, this.published).mapToObj((number) -> {
			long due = start + (long) ((number - first) * TimeUnit.SECONDS.toNanos(1) / perSecond);
			for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
				LockSupport.parkNanos(wait);
			}
			return Load.item(number, Instant.now().truncatedTo(ChronoUnit.MICROS));
		}).iterator();
		this.publisher.sendAll(paced);
	}

	@Override
	public void close() throws Exception {
		this.publisher.close();
		try (Connection connection = this.broker.connection(); Channel channel = connection.createChannel()) {
			channel.queueDelete(queue());
		}
	}

}
