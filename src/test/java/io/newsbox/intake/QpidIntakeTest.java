package io.newsbox.intake;

import com.rabbitmq.client.ConnectionFactory;
import io.newsbox.kit.QpidBroker;

class QpidIntakeTest extends IntakeContract {

	private final QpidBroker broker = new QpidBroker();

	@Override
	ConnectionFactory startBroker() {
		this.broker.start();
		return this.broker.connectionFactory();
	}

	@Override
	void stopBroker() {
		this.broker.close();
	}

}
