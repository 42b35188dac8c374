package io.newsbox.intake;

import com.rabbitmq.client.ConnectionFactory;

import org.springframework.boot.autoconfigure.amqp.ConnectionFactoryCustomizer;

/**
 * Bounds what a peer or a publisher can do to the connection.
 * <ol>
 * <li>The wait for a peer that accepts it and says nothing. The client waits half of its
 * handshake timeout for the first answer, and {@code spring.rabbitmq.connection-timeout}
 * does not count then.</li>
 * <li>What the headers of a message hold: {@link ReadableHeaders}.</li>
 * <li>With TLS, who may say that he is the broker: no other server that has a certificate
 * of the same CA.</li>
 * </ol>
 */
public final class BrokerBounds implements ConnectionFactoryCustomizer {

	private static final int HANDSHAKE_MILLIS = 6000;

	private final boolean verifiesHostname;

	/**
	 * @param verifiesHostname whether the certificate of a broker must be for its name
	 */
	public BrokerBounds(boolean verifiesHostname) {
		this.verifiesHostname = verifiesHostname;
	}

	@Override
	public void customize(ConnectionFactory factory) {
		factory.setHandshakeTimeout(HANDSHAKE_MILLIS);
		factory.setThreadFactory((task) -> new Thread(task, "broker"));
		// the listener container recovers; two at it would get in each other's way
		factory.setAutomaticRecoveryEnabled(false);
		if (factory.isSSL() && this.verifiesHostname) {
			// Spring Boot forgets it with a bundle
			factory.enableHostnameVerification();
		}
		ReadableFrames.giveTo(factory);
	}

}
