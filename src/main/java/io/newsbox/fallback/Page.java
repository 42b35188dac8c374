package io.newsbox.fallback;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import org.jspecify.annotations.Nullable;

/**
 * One page of the feed: a JSON array of items, or an object with {@code items} and maybe
 * {@code next_url}.
 * <p>
 * The items are cut out as the bytes that came: what one of them holds, good or bad, is
 * seen when it is stored. The structure of JSON is ASCII. Read as ISO 8859-1, one
 * character is one byte, and an item that is not UTF-8 does not spoil its page.
 *
 * @param items each a JSON text
 * @param next the value of {@code next_url}
 */
record Page(List<byte[]> items, @Nullable String next) {

	/** Levels, of some 50 bytes each while they are read. */
	private static final int MAX_NESTING = 200_000;

	/**
	 * Of 500 bytes each in the largest page; a million tiny ones would fill the memory.
	 */
	private static final int MAX_ITEMS = 100_000;

	private static final JsonFactory OUTLINE = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(MAX_NESTING)
			.maxNumberLength(Integer.MAX_VALUE)
			.maxStringLength(Integer.MAX_VALUE)
			.maxNameLength(Integer.MAX_VALUE)
			.build())
		.build();

	private static final byte[] BYTE_ORDER_MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	static final Page EMPTY = new Page(List.of(), null);

	static Page read(byte[] body) throws ApiFailure {
		// not as a text, which would be the page once more
		int start = startsWith(body, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
		InputStream bytes = new ByteArrayInputStream(body, start, body.length - start);
		try (JsonParser parser = OUTLINE.createParser(new InputStreamReader(bytes, StandardCharsets.ISO_8859_1))) {
			Page page = read(parser, body, start);
			if (parser.nextToken() != null) {
				throw new ApiFailure("sends something after the end of its JSON");
			}
			return page;
		}
		catch (JsonProcessingException ex) {
			throw new ApiFailure("sends broken JSON: " + ex.getOriginalMessage());
		}
		catch (IOException ex) {
			throw new IllegalStateException("a text in memory cannot fail to be read", ex);
		}
	}

	private static boolean startsWith(byte[] body, byte[] beginning) {
		return Arrays.equals(Arrays.copyOf(body, beginning.length), beginning);
	}

	private static Page read(JsonParser parser, byte[] body, int start) throws IOException, ApiFailure {
		JsonToken first = parser.nextToken();
		if (first == JsonToken.START_ARRAY) {
			return new Page(items(parser, body, start), null);
		}
		if (first != JsonToken.START_OBJECT) {
			throw new ApiFailure("sends neither a JSON array nor an object with items");
		}
		List<byte[]> items = null;
		String next = null;
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			JsonToken value = parser.nextToken();
			if (name.equals("items") && value == JsonToken.START_ARRAY) {
				items = items(parser, body, start);
			}
			else if (name.equals("next_url") && value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE) {
				next = nextUrl(parser);
			}
			parser.skipChildren();
		}
		if (items == null) {
			throw new ApiFailure("sends a JSON object without an array named items");
		}
		return new Page(items, next);
	}

	private static String nextUrl(JsonParser parser) throws IOException, ApiFailure {
		if (parser.currentToken() != JsonToken.VALUE_STRING) {
			throw new ApiFailure("sends a next_url that is no text: where the feed goes on is not known");
		}
		return parser.getText();
	}

	private static List<byte[]> items(JsonParser parser, byte[] body, int start) throws IOException, ApiFailure {
		List<byte[]> items = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			if (items.size() == MAX_ITEMS) {
				throw new ApiFailure("sends a page of more than " + MAX_ITEMS
						+ " items, which is not read: ask for smaller ones in step query of article-fallback.camel.yaml");
			}
			int from = start + (int) parser.currentTokenLocation().getCharOffset();
			parser.skipChildren();
			parser.finishToken();
			items.add(Arrays.copyOfRange(body, from, start + (int) parser.currentLocation().getCharOffset()));
		}
		return items;
	}

}
