package io.newsbox.intake;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.support.converter.MessageConverter;

/**
 * Makes the body of the exchange from a batch: the list of its messages.
 */
final class BatchMessageConverter implements MessageConverter {

	@Override
	public Object fromMessage(Message message) {
		return ((BatchMessage) message).messages();
	}

	@Override
	public Message toMessage(Object body, MessageProperties properties) {
		throw new UnsupportedOperationException("newsbox sends no messages");
	}

}
