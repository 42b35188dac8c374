package io.newsbox.kit;

import java.util.Map;
import java.util.stream.Stream;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RealRabbit
class PublisherIT {

	@Test
	void publishesManyAndCountsWhatReachedNoQueue(RabbitNode node) throws Exception {
		try (Publisher publisher = new Publisher(node.connectionFactory(), "kit-news", "kit.update").declareExchange();
				Connection connection = node.connection();
				Channel channel = connection.createChannel()) {
			publisher.send("{\"uri\": \"nobody:listens\"}");
			assertThat(publisher.returned()).isOne();

			channel.queueDeclare("kit-publisher", true, false, false, Map.of());
			channel.queueBind("kit-publisher", "kit-news", "kit.update");
			publisher.sendAll(Stream.generate(() -> new byte[1800]).limit(20_000).iterator());
			assertThat(node.messages("kit-publisher")).isEqualTo(20_000);
			assertThat(publisher.returned()).isOne();
		}
	}

}
