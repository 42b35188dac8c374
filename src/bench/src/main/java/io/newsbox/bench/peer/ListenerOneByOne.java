package io.newsbox.bench.peer;

import java.util.Map;

import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring AMQP: four consumers, a message each. */
@Configuration(proxyBeanMethods = false)
class ListenerOneByOne {

	public static void main(String[] args) {
		SpringPeer.run(ListenerOneByOne.class, Map.of("spring.rabbitmq.listener.simple.concurrency", 4));
	}

	@Bean
	Listener listener(Table table) {
		return new Listener(table);
	}

	record Listener(Table table) {

		@RabbitListener(queues = "${bench.queue}")
		void receive(byte[] item) {
			this.table.store(item);
		}

	}

}
