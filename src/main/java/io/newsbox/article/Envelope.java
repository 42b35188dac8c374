package io.newsbox.article;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Takes a news item out of what publishers put around it: {@code data.item}, or a
 * CloudEvents 1.0 structured envelope (sections 2.3 and 3 of its JSON format).
 */
final class Envelope {

	private Envelope() {
	}

	static JsonNode open(JsonNode json) throws BadItemException {
		if (!json.isObject()) {
			throw new BadItemException("Not a JSON object", "but " + json.getNodeType());
		}
		if (json.path("specversion").isTextual()) {
			return open(data(json));
		}
		JsonNode item = json.path("data").path("item");
		return item.isObject() ? item : json;
	}

	private static JsonNode data(JsonNode event) throws BadItemException {
		JsonNode packed = event.path("data_base64");
		if (packed.isTextual()) {
			try {
				return JsonText.parse(packed.binaryValue());
			}
			catch (IOException ex) {
				throw new BadItemException("CloudEvents data_base64 is not base64", ex.getMessage());
			}
		}
		JsonNode data = event.path("data");
		if (data.isMissingNode()) {
			throw new BadItemException("CloudEvents envelope without data", "neither data nor data_base64 is there");
		}
		return data.isTextual() ? JsonText.parse(data.textValue().getBytes(StandardCharsets.UTF_8)) : data;
	}

}
