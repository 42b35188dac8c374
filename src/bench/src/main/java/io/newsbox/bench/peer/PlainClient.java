package io.newsbox.bench.peer;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;

/**
 * The RabbitMQ client and JDBC batches, without any framework: it takes what comes within
 * 5 ms, at most 500.
 */
final class PlainClient {

	private static final int BATCH = 500;

	private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private PlainClient() {
	}

	public static void main(String[] args) throws Exception {
		ConnectionFactory broker = new ConnectionFactory();
		broker.setHost(env("SPRING_RABBITMQ_HOST"));
		broker.setPort(Integer.parseInt(env("SPRING_RABBITMQ_PORT")));
		BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
		Channel channel = broker.newConnection().createChannel();
		channel.basicQos(2 * BATCH);
		channel.basicConsume(env("BENCH_QUEUE"), false, (tag, delivery) -> arrived.add(delivery), (tag) -> {
		});
		try (Connection database = DriverManager.getConnection(env("SPRING_DATASOURCE_URL"),
				env("SPRING_DATASOURCE_USERNAME"), env("SPRING_DATASOURCE_PASSWORD"));
				PreparedStatement upsert = prepare(database)) {
			while (true) {
				List<Delivery> batch = batch(arrived);
				store(batch, upsert);
				database.commit();
				channel.basicAck(batch.get(batch.size() - 1).getEnvelope().getDeliveryTag(), true);
			}
		}
	}

	private static PreparedStatement prepare(Connection database) throws Exception {
		database.setAutoCommit(false);
		return database.prepareStatement(Upsert.SQL);
	}

	private static List<Delivery> batch(BlockingQueue<Delivery> arrived) throws InterruptedException {
		List<Delivery> batch = new ArrayList<>(BATCH);
		batch.add(arrived.take());
		long end = System.nanoTime() + WAIT_NANOS;
		while (batch.size() < BATCH) {
			Delivery next = arrived.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (next == null) {
				break;
			}
			batch.add(next);
		}
		return batch;
	}

	private static void store(List<Delivery> batch, PreparedStatement upsert) throws Exception {
		for (Delivery delivery : batch) {
			Upsert.bind(upsert, delivery.getBody());
			upsert.addBatch();
		}
		upsert.executeBatch();
	}

	private static String env(String name) {
		return System.getenv(name);
	}

}
