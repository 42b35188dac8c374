package io.newsbox.article;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * An item to be parked: what came, and why it cannot be stored.
 */
record DeadLetter(String origin, Received received, String reason, String detail) {

	private static final int DETAIL_LENGTH = 2000;

	/** PostgreSQL takes no NUL; a terminal would obey others. */
	private static final Pattern CONTROL = Pattern.compile("[\\p{IsControl}&&[^\n\t]]");

	private static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().build();

	DeadLetter(String origin, Received received, BadItemException cause) {
		this(origin, received, cause.reason(), printable(cause.getMessage()));
	}

	/**
	 * The named parameters of the statement in {@code dead-letter.camel.yaml}.
	 * @param headers see {@link #headers()}
	 */
	Map<String, Object> parameters(String headers) {
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("origin", this.origin);
		parameters.put("reason", this.reason);
		parameters.put("detail", this.detail);
		parameters.put("headers", headers);
		parameters.put("body", this.received.body());
		return parameters;
	}

	/** What came with it, as JSON. */
	String headers() {
		Map<String, Object> headers = this.received.headers();
		String json = json(headers);
		if (json == null) {
			// of the publisher's own anything may come: a replay needs the rest
			headers.remove("headers");
			json = json(headers);
		}
		return (json != null) ? json : "{}";
	}

	private static @Nullable String json(Map<String, Object> headers) {
		try {
			// jsonb takes no NUL, not even escaped; parking must not fail
			return JSON.writeValueAsString(headers).replace("\\u0000", "\\ufffd");
		}
		catch (JsonProcessingException ex) {
			return null;
		}
	}

	private static String printable(@Nullable String text) {
		if (text == null) {
			return "";
		}
		return CONTROL.matcher(Words.cut(text, DETAIL_LENGTH)).replaceAll("\uFFFD");
	}

}
