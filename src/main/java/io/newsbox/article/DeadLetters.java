package io.newsbox.article;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;

import org.apache.camel.Body;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;

/**
 * Parked items, to be tried again. Bean {@code deadLetters}.
 */
public final class DeadLetters {

	/**
	 * Makes the message again that was parked, with all that counts when it is read.
	 * @param row columns {@code body}, {@code content_encoding} and {@code sent_at}
	 */
	public List<Message> revive(@Body Map<String, Object> row) {
		MessageProperties properties = new MessageProperties();
		properties.setContentEncoding((String) row.get("content_encoding"));
		properties.setTimestamp((Timestamp) row.get("sent_at"));
		return List.of(new Message((byte[]) row.get("body"), properties));
	}

}
