package io.newsbox.intake;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Questions to the broker, on the connection of the consumers or on one apart from it.
 */
final class BrokerLink {

	private final ConnectionFactory connections;

	private final RabbitTemplate template;

	private final AmqpAdmin admin;

	BrokerLink(ConnectionFactory connections, boolean apart) {
		this.connections = connections;
		this.template = new RabbitTemplate(connections);
		this.template.setUsePublisherConnection(apart);
		this.admin = new RabbitAdmin(this.template);
	}

	AmqpAdmin admin() {
		return this.admin;
	}

	boolean hasExchange(String name) {
		return exists(() -> this.template.execute((channel) -> channel.exchangeDeclarePassive(name)));
	}

	boolean hasQueue(String name) {
		return exists(() -> this.template.execute((channel) -> channel.queueDeclarePassive(name)));
	}

	/**
	 * Drops the connection, because an answer that comes late would be taken for that to
	 * the next question.
	 */
	void reset() {
		if (this.connections.getPublisherConnectionFactory() instanceof CachingConnectionFactory apart) {
			apart.resetConnection();
		}
	}

	private static boolean exists(Runnable question) {
		try {
			question.run();
			return true;
		}
		catch (AmqpException ex) {
			if (Faults.isMissing(ex)) {
				return false;
			}
			throw ex;
		}
	}

}
