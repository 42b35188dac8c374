package io.newsbox.intake;

import java.util.HashMap;
import java.util.Map;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;

/**
 * Takes the headers of a message whole, however long they are: they are parked with the
 * item. And whatever {@code x-death} holds: stock reads it as only a broker writes it,
 * fails on anything else, and that would end the consumer, again and again.
 */
final class WholeHeaders extends DefaultMessagePropertiesConverter {

	private static final String DEATHS = "x-death";

	WholeHeaders() {
		super(Integer.MAX_VALUE);
	}

	@Override
	public MessageProperties toMessageProperties(BasicProperties source, @Nullable Envelope envelope, String charset) {
		try {
			return super.toMessageProperties(source, envelope, charset);
		}
		catch (ClassCastException | NullPointerException ex) {
			Map<String, Object> headers = new HashMap<>(source.getHeaders());
			Object deaths = headers.remove(DEATHS);
			MessageProperties properties = super.toMessageProperties(source.builder().headers(headers).build(),
					envelope, charset);
			properties.setHeader(DEATHS, deaths);
			return properties;
		}
	}

}
