package io.newsbox.bench.peer;

import java.util.List;
import java.util.Map;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring AMQP: batches of the consumer's. */
@Configuration(proxyBeanMethods = false)
class ListenerBatch {

	public static void main(String[] args) {
		SpringPeer.run(ListenerBatch.class, Map.of("spring.rabbitmq.listener.simple.consumer-batch-enabled", true,
				"spring.rabbitmq.listener.simple.batch-size", 500, "spring.rabbitmq.listener.simple.prefetch", 1000));
	}

	@Bean
	Listener listener(Table table) {
		return new Listener(table);
	}

	record Listener(Table table) {

		@RabbitListener(queues = "${bench.queue}", batch = "true")
		void receive(List<Message> messages) {
			this.table.store(messages.stream().map(Message::getBody).toList());
		}

	}

}
