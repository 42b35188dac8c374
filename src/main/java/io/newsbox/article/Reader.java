package io.newsbox.article;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Turns what arrived into news items.
 * <ol>
 * <li>gzip is undone; what is larger than the limit, packed or not, is bad.</li>
 * <li>An array is cut: each element is an item of its own from here on, good or bad. An
 * array whose cut fails is one bad item.</li>
 * <li>It is read as JSON, strictly.</li>
 * <li>Its envelope is opened.</li>
 * </ol>
 * What fails in a step becomes a dead letter, with the body as it was before the step.
 */
final class Reader {

	private static final Pattern CHARSET = Pattern.compile("(^|\\s*[,:;]\\s*)(charset=)?utf-?8$");

	private final int maxItemSize;

	private final String origin;

	private final List<NewsItem> items = new ArrayList<>();

	private final List<DeadLetter> deadLetters = new ArrayList<>();

	Reader(String origin, int maxItemSize) {
		this.origin = origin;
		this.maxItemSize = maxItemSize;
	}

	Items read(Iterable<?> batch) {
		for (Object element : batch) {
			Received received = Received.of(element);
			attempt(received, () -> readBody(received));
		}
		return new Items(this.origin, this.items, this.deadLetters);
	}

	private void readBody(Received received) throws BadItemException {
		byte[] content = unpack(received);
		if (!JsonArrays.isArray(content)) {
			readItem(content, received);
			return;
		}
		List<byte[]> elements = JsonArrays.elements(content);
		if (elements.isEmpty()) {
			throw new BadItemException("An empty array", "no news item in it");
		}
		for (byte[] element : elements) {
			Received part = received.element(element);
			attempt(part, () -> readItem(element, part));
		}
	}

	private byte[] unpack(Received received) throws BadItemException {
		byte[] body = received.body();
		if (body.length > this.maxItemSize) {
			throw Gzip.tooLarge(String.valueOf(body.length), this.maxItemSize);
		}
		// not encodings, but widely sent as such; Spring AMQP sends "gzip,UTF-8"
		String encoding = CHARSET.matcher(received.contentEncoding()).replaceFirst("");
		return switch (encoding) {
			case "gzip", "x-gzip" -> Gzip.unpack(body, this.maxItemSize);
			// say that nothing is packed, in the words of mail; Python's kombu does
			case "", "identity", "binary", "8bit", "7bit", "ascii", "us-ascii" -> body;
			default -> throw new BadItemException("Unknown content_encoding",
					"'" + received.contentEncoding() + "': gzip is understood");
		};
	}

	private void readItem(byte[] content, Received received) throws BadItemException {
		JsonNode json = Envelope.open(JsonText.parse(content));
		this.items.add(new NewsItem(json, received));
	}

	private void attempt(Received received, Step step) {
		try {
			step.run();
		}
		catch (BadItemException ex) {
			this.deadLetters.add(new DeadLetter(this.origin, received, ex));
		}
		catch (RuntimeException ex) {
			// whatever it is, it lies in this body: the others must not be held for it
			BadItemException cause = new BadItemException("Cannot be read", ex.toString());
			this.deadLetters.add(new DeadLetter(this.origin, received, cause));
		}
	}

	private interface Step {

		void run() throws BadItemException;

	}

}
