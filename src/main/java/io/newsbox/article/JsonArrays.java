package io.newsbox.article;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * Cuts a JSON array into its elements, each as the bytes that came, so that one bad
 * element does not spoil the others.
 * <p>
 * The structure of JSON is ASCII. Read as ISO 8859-1, one character is one byte: places
 * in the text are places in the body, and an element that is not UTF-8 does not hinder
 * the cut. What an element holds is checked later, when it is read on its own; here
 * nesting only costs memory, because nothing recurses.
 */
final class JsonArrays {

	/** Levels, of some 50 bytes each. */
	private static final int MAX_NESTING = 200_000;

	/** Each may become a row, or a dead letter, which is a statement of its own. */
	private static final int MAX_ELEMENTS = 10_000;

	/** Twice as many as of a single item: all elements are in memory together. */
	private static final int MAX_TOKENS = 2_000_000;

	private static final JsonFactory OUTLINE = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(MAX_NESTING)
			.maxTokenCount(MAX_TOKENS)
			.maxNumberLength(Integer.MAX_VALUE)
			.maxStringLength(Integer.MAX_VALUE)
			.maxNameLength(Integer.MAX_VALUE)
			.build())
		.build();

	private JsonArrays() {
	}

	static boolean isArray(byte[] body) {
		int start = 0;
		while (start < body.length && " \t\r\n\u00EF\u00BB\u00BF".indexOf(body[start] & 0xFF) >= 0) {
			start++;
		}
		return start < body.length && body[start] == '[';
	}

	static List<byte[]> elements(byte[] body) throws BadItemException {
		List<byte[]> elements = new ArrayList<>();
		int offset = indexOfBracket(body);
		String text = new String(body, offset, body.length - offset, StandardCharsets.ISO_8859_1);
		try (JsonParser parser = OUTLINE.createParser(text)) {
			parser.nextToken();
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				if (elements.size() == MAX_ELEMENTS) {
					throw new BadItemException("An array of more than " + MAX_ELEMENTS + " elements",
							"send it in parts");
				}
				int start = offset + (int) parser.currentTokenLocation().getCharOffset();
				parser.skipChildren();
				parser.finishToken();
				elements.add(Arrays.copyOfRange(body, start, offset + (int) parser.currentLocation().getCharOffset()));
			}
			if (parser.nextToken() != null) {
				throw new BadItemException("Not readable as JSON", "something follows the end of the array");
			}
			return elements;
		}
		catch (JsonProcessingException ex) {
			throw new BadItemException("Not readable as JSON", JsonText.place(ex));
		}
		catch (IOException ex) {
			throw new IllegalStateException("a text in memory cannot fail to be read", ex);
		}
	}

	private static int indexOfBracket(byte[] body) {
		int index = 0;
		while (body[index] != '[') {
			index++;
		}
		return index;
	}

}
