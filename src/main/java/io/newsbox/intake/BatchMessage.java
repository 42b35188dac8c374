package io.newsbox.intake;

import java.util.List;

import org.springframework.amqp.core.Message;

/**
 * Carries a batch through Camel's listener, which takes one message at a time. It has no
 * properties of its own: no header, and no reply-to, of any message in it can have an
 * effect on the route.
 */
final class BatchMessage extends Message {

	private static final long serialVersionUID = 1L;

	private final transient List<Message> messages;

	BatchMessage(List<Message> messages) {
		super(new byte[0]);
		this.messages = messages;
	}

	List<Message> messages() {
		return this.messages;
	}

}
