package io.newsbox.article;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;

/**
 * Reads JSON (RFC 8259) so that it reaches the table as it came, or not at all: UTF-8
 * only, numbers in full precision, and nothing that PostgreSQL's jsonb would refuse or
 * that would silently be changed on the way there.
 */
final class JsonText {

	/** Levels; agencies' items have under 10, and jq walks them on the stack. */
	private static final int MAX_NESTING = 500;

	/**
	 * Most of them take memory, an empty object 60 times its text; items have thousands.
	 */
	private static final int MAX_TOKENS = 1_000_000;

	/**
	 * Of a number that is written out, as jsonb does: a double has 325. Some thousand of
	 * the largest that jsonb stores would make a row that it cannot give back.
	 */
	private static final int MOST_DIGITS = 400;

	private static final JsonNodeFactory NODES = new JsonNodeFactory() {
		@Override
		public ValueNode numberNode(BigDecimal number) {
			// of a zero only the scale is written out
			long whole = (number.signum() == 0) ? 1 : Math.max(number.precision() - (long) number.scale(), 1);
			long digits = whole + Math.max(number.scale(), 0);
			if (digits > MOST_DIGITS) {
				throw new NumberFormatException("it has " + digits + " digits");
			}
			return super.numberNode(number);
		}
	};

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(MAX_NESTING)
				.maxTokenCount(MAX_TOKENS)
				.maxStringLength(Integer.MAX_VALUE)
				.build())
			.build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.nodeFactory(NODES)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private JsonText() {
	}

	static JsonNode parse(byte[] body) throws BadItemException {
		String text = decode(body);
		try {
			JsonNode json = MAPPER.readTree(text);
			if (json.isMissingNode()) {
				throw new BadItemException("The body is empty", body.length + " bytes");
			}
			if (text.contains("\\u")) {
				refuseUnstorable(json, new ArrayDeque<>());
			}
			return (json instanceof ObjectNode object) ? new ReceivedObject(object, text) : json;
		}
		catch (JsonProcessingException ex) {
			throw new BadItemException("Not readable as JSON", place(ex));
		}
		catch (NumberFormatException ex) {
			throw new BadItemException("Not readable as JSON", "a number is out of range: " + ex.getMessage());
		}
	}

	/** What Jackson says, without its words on the source, which is kept anyway. */
	static String place(JsonProcessingException ex) {
		String where = (ex.getLocation() != null)
				? " (line %d, column %d)".formatted(ex.getLocation().getLineNr(), ex.getLocation().getColumnNr()) : "";
		return ex.getOriginalMessage().replaceFirst(" \\(start marker at (?s:.*)", "") + where;
	}

	private static String decode(byte[] body) throws BadItemException {
		String text = new String(body, StandardCharsets.UTF_8);
		if (text.indexOf('\uFFFD') >= 0) {
			// it came like that, or it stands for what is no UTF-8
			ByteBuffer bytes = ByteBuffer.wrap(body);
			if (StandardCharsets.UTF_8.newDecoder().decode(bytes, CharBuffer.allocate(body.length), true).isError()) {
				throw new BadItemException("Not UTF-8", "at byte " + bytes.position());
			}
		}
		return text.startsWith("\uFEFF") ? text.substring(1) : text;
	}

	/** Only escapes can bring these in: the decoder refuses them as bytes. */
	private static void refuseUnstorable(JsonNode json, Deque<Object> path) throws BadItemException {
		if (json.isTextual()) {
			refuseUnstorable(json.textValue(), path);
		}
		for (int i = 0; json.isArray() && i < json.size(); i++) {
			path.addLast(i);
			refuseUnstorable(json.get(i), path);
			path.removeLast();
		}
		for (Map.Entry<String, JsonNode> field : json.properties()) {
			refuseUnstorable(field.getKey(), path);
			path.addLast(field.getKey());
			refuseUnstorable(field.getValue(), path);
			path.removeLast();
		}
	}

	private static void refuseUnstorable(String text, Deque<Object> path) throws BadItemException {
		if (text.indexOf('\0') >= 0) {
			throw new BadItemException("Holds a NUL character (\\u0000), which the database cannot store", at(path));
		}
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
			throw new BadItemException("Holds half of a surrogate pair, which is no character", at(path));
		}
	}

	/** A text only here: names may be long, and an item may have many parts. */
	private static String at(Deque<Object> path) {
		return path.stream().map((part) -> "/" + part).collect(Collectors.joining("", "at ", ""));
	}

}
