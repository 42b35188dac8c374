package io.newsbox.article;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A JSON object that knows the text it was read from, and need not be written again to be
 * stored as it was received. To jq it is an object like any other; what jq makes of it is
 * none of these.
 */
@SuppressWarnings("unchecked") // of the base class
final class ReceivedObject extends ObjectNode {

	private final transient String text;

	ReceivedObject(ObjectNode content, String text) {
		super(JsonNodeFactory.instance);
		setAll(content);
		this.text = text;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
