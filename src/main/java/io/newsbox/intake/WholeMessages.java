package io.newsbox.intake;

import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.batch.SimpleBatchingStrategy;

/**
 * Takes each message as it is. Stock: one with the header {@code springBatchFormat} is
 * cut into pieces, and one that lies about their lengths comes back for ever.
 */
final class WholeMessages extends SimpleBatchingStrategy {

	WholeMessages() {
		super(1, 0, 0);
	}

	@Override
	public boolean canDebatch(MessageProperties properties) {
		return false;
	}

}
