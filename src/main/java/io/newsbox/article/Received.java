package io.newsbox.article;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;

/**
 * A body as the broker or the article API handed it over, with what is needed to read it
 * and, if it cannot be stored, to park it whole.
 *
 * @param body the bytes, untouched
 * @param contentEncoding lower case; empty for none
 * @param properties AMQP properties and headers; empty ones for an item of the API
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Received(byte[] body, String contentEncoding, MessageProperties properties) {

	private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

	/**
	 * Takes one element of a batch.
	 * @param element an AMQP message, bytes, or anything whose text is JSON
	 */
	static Received of(Object element) {
		if (element instanceof Message message) {
			return of(message.getBody(), message.getMessageProperties());
		}
		byte[] body = (element instanceof byte[] bytes) ? bytes : element.toString().getBytes(StandardCharsets.UTF_8);
		return of(body, new MessageProperties());
	}

	private static Received of(byte[] body, MessageProperties properties) {
		String encoding = properties.getContentEncoding();
		return new Received(body, (encoding != null) ? encoding.strip().toLowerCase(Locale.ROOT) : "", properties);
	}

	/** An element of this body, which is an array. */
	Received element(byte[] content) {
		return new Received(content, "", this.properties);
	}

	/** Whether both are elements of one array, or the same message. */
	@SuppressWarnings("ReferenceEquality")
	boolean cameWith(Received other) {
		return this.properties == other.properties && this.contentEncoding.equals(other.contentEncoding);
	}

	/**
	 * When the publisher says that it sent the message: AMQP 0-9-1, property
	 * {@code timestamp}, whole seconds. Null where there is none, or none that could be
	 * meant: 0 stands for none, and milliseconds for seconds lie beyond the year 50,000.
	 */
	@Nullable Instant timestamp() {
		Instant sent = sentAt();
		return (sent != null && sent.isAfter(Instant.EPOCH) && sent.isBefore(TOO_LATE)) ? sent : null;
	}

	private @Nullable Instant sentAt() {
		Date timestamp = this.properties.getTimestamp();
		return (timestamp != null) ? timestamp.toInstant() : null;
	}

	/**
	 * What a person, or a replay, wants to know of the delivery; names as in AMQP 0-9-1.
	 */
	Map<String, Object> headers() {
		Map<String, Object> headers = new LinkedHashMap<>();
		putIfPresent(headers, "exchange", this.properties.getReceivedExchange());
		putIfPresent(headers, "routing_key", this.properties.getReceivedRoutingKey());
		putIfPresent(headers, "content_encoding", this.contentEncoding.isEmpty() ? null : this.contentEncoding);
		putIfPresent(headers, "timestamp", sentAt());
		putIfPresent(headers, "message_id", this.properties.getMessageId());
		putIfPresent(headers, "app_id", this.properties.getAppId());
		putIfPresent(headers, "reply_to", this.properties.getReplyTo());
		if (!this.properties.getHeaders().isEmpty()) {
			headers.put("headers", this.properties.getHeaders());
		}
		return headers;
	}

	private static void putIfPresent(Map<String, Object> headers, String name, @Nullable Object value) {
		if (value != null) {
			headers.put(name, value.toString());
		}
	}

}
