package io.newsbox.intake;

import com.rabbitmq.client.ConnectionFactory;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;

@RealRabbit
class RabbitIntakeIT extends IntakeContract {

	private final RabbitNode node;

	RabbitIntakeIT(RabbitNode node) {
		this.node = node;
	}

	@Override
	ConnectionFactory startBroker() {
		return this.node.connectionFactory();
	}

	@Override
	void stopBroker() {
		// shared with other test classes
	}

}
