package io.newsbox.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

/**
 * Publishes persistent messages to an exchange; each call returns when the broker has
 * confirmed them all, so what it was given is the broker's to keep.
 * <p>
 * A broker confirms what it cannot route, too. Everything is therefore published as
 * mandatory: {@link #returned()} counts what reached no queue. (Each message that came
 * back did so before its confirm.)
 */
public final class Publisher implements AutoCloseable {

	/** One confirm covers a window of messages. */
	private static final int WINDOW = 1000;

	private static final long PATIENCE = 30_000;

	private final String exchange;

	private final String routingKey;

	private final Connection connection;

	private final Channel channel;

	private final AtomicInteger returned = new AtomicInteger();

	public Publisher(ConnectionFactory factory, String exchange, String routingKey)
			throws IOException, TimeoutException {
		this.exchange = exchange;
		this.routingKey = routingKey;
		this.connection = factory.newConnection("publisher");
		this.channel = this.connection.createChannel();
		this.channel.confirmSelect();
		this.channel.addReturnListener((message) -> this.returned.incrementAndGet());
	}

	/** Declares the exchange as durable and direct, as newsbox does by default. */
	public Publisher declareExchange() throws IOException {
		this.channel.exchangeDeclare(this.exchange, BuiltinExchangeType.DIRECT, true);
		return this;
	}

	/** Publishes JSON text. */
	public void send(String body) throws IOException {
		send(body.getBytes(StandardCharsets.UTF_8));
	}

	/** Publishes bytes that claim to be {@code application/json}. */
	public void send(byte[] body) throws IOException {
		send(body, properties().build());
	}

	/** Publishes bytes with headers. */
	public void send(byte[] body, Map<String, Object> headers) throws IOException {
		send(body, properties().headers(headers).build());
	}

	public void send(byte[] body, BasicProperties properties) throws IOException {
		publish(body, properties);
		confirm();
	}

	/** Publishes many messages, with a confirm each {@value #WINDOW}. */
	public void sendAll(Iterator<byte[]> bodies) throws IOException {
		BasicProperties properties = properties().build();
		for (int count = 1; bodies.hasNext(); count++) {
			publish(bodies.next(), properties);
			if (count % WINDOW == 0) {
				confirm();
			}
		}
		confirm();
	}

	/** How many messages so far were confirmed, but reached no queue. */
	public int returned() {
		return this.returned.get();
	}

	/** Returns the properties that messages have by default, to be changed. */
	public static BasicProperties.Builder properties() {
		return new BasicProperties.Builder().contentType("application/json").deliveryMode(2);
	}

	@Override
	public void close() {
		this.connection.abort();
	}

	private void publish(byte[] body, BasicProperties properties) throws IOException {
		this.channel.basicPublish(this.exchange, this.routingKey, true, properties, body);
	}

	private void confirm() throws IOException {
		try {
			this.channel.waitForConfirmsOrDie(PATIENCE);
		}
		catch (TimeoutException ex) {
			throw new IOException("The broker did not confirm within " + PATIENCE + " ms", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted while waiting for confirms", ex);
		}
	}

}
