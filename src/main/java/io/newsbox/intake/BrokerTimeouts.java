package io.newsbox.intake;

import com.rabbitmq.client.ConnectionFactory;

import org.springframework.boot.autoconfigure.amqp.ConnectionFactoryCustomizer;

/**
 * Bounds the wait for a peer that accepts the connection and says nothing. The client
 * waits half of its handshake timeout for the first answer, and
 * {@code spring.rabbitmq.connection-timeout} does not count then.
 */
public final class BrokerTimeouts implements ConnectionFactoryCustomizer {

	private static final int HANDSHAKE_MILLIS = 6000;

	@Override
	public void customize(ConnectionFactory factory) {
		factory.setHandshakeTimeout(HANDSHAKE_MILLIS);
		// the listener container recovers; two at it would get in each other's way
		factory.setAutomaticRecoveryEnabled(false);
	}

}
