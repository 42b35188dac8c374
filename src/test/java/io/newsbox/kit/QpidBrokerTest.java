package io.newsbox.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class QpidBrokerTest {

	private static final QpidBroker BROKER = new QpidBroker();

	@BeforeAll
	static void start() {
		BROKER.start();
	}

	@AfterAll
	static void close() {
		BROKER.close();
	}

	@Test
	void deliversWhatWasPublished() throws Exception {
		declare("kit-deliver");
		try (Publisher publisher = new Publisher(BROKER.connectionFactory(), "news", "kit-deliver");
				Connection connection = BROKER.connection();
				Channel channel = connection.createChannel()) {
			publisher.send("{\"uri\": \"x:1\"}");
			assertThat(publisher.returned()).isZero();

			GetResponse message = channel.basicGet("kit-deliver", true);
			assertThat(message.getBody()).asString(StandardCharsets.UTF_8).isEqualTo("{\"uri\": \"x:1\"}");
			assertThat(message.getProps().getContentType()).isEqualTo("application/json");
		}
	}

	@Test
	void aRestartKeepsThePortAndTheDurableTopology() throws Exception {
		declare("kit-restart");

		BROKER.stop();
		assertThatException().isThrownBy(BROKER::connection).isInstanceOf(IOException.class);
		BROKER.start();

		try (Publisher publisher = new Publisher(BROKER.connectionFactory(), "news", "kit-restart")) {
			publisher.send("{}");
			assertThat(publisher.returned()).isZero();
		}
	}

	private static void declare(String queue) throws Exception {
		try (Connection connection = BROKER.connection(); Channel channel = connection.createChannel()) {
			channel.exchangeDeclare("news", "direct", true);
			channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "classic"));
			channel.queueBind(queue, "news", queue);
		}
	}

}
