package io.newsbox.intake;

import com.rabbitmq.client.Connection;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.ChannelCallback;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Questions to the broker, on the connection of the consumers or on one apart from it.
 */
final class BrokerLink {

	private static final int ABORT_MILLIS = 100;

	private final RabbitTemplate template;

	private final AmqpAdmin admin;

	private volatile @Nullable Connection lastUsed;

	BrokerLink(ConnectionFactory connections, boolean apart) {
		this.template = new RabbitTemplate(connections);
		this.template.setUsePublisherConnection(apart);
		this.admin = new RabbitAdmin(this.template);
	}

	AmqpAdmin admin() {
		return this.admin;
	}

	boolean hasExchange(String name) {
		return exists((channel) -> channel.exchangeDeclarePassive(name));
	}

	boolean hasQueue(String name) {
		return exists((channel) -> channel.queueDeclarePassive(name));
	}

	/** Drops the connection that was used last. */
	void reset() {
		Connection connection = this.lastUsed;
		if (connection != null) {
			drop(connection);
		}
	}

	/**
	 * Drops a connection, without a goodbye that a frozen broker would not answer: an
	 * answer that comes late would be taken for that to the next question.
	 */
	static void drop(Connection connection) {
		connection.abort(ABORT_MILLIS);
	}

	private boolean exists(ChannelCallback<?> question) {
		try {
			this.template.execute((channel) -> {
				this.lastUsed = channel.getConnection();
				return question.doInRabbit(channel);
			});
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
