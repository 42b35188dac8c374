package io.newsbox.kit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Numbered news items of 1.8 kB each, to be sent in quantity.
 */
public final class Load {

	private static final String SENTENCE = "The council voted on Tuesday to rebuild the old bridge over the river, which"
			+ " has been closed since spring. ";

	private Load() {
	}

	/** Items {@code first} to {@code last - 1}, all of version 1. */
	public static Iterator<byte[]> items(int first, int last) {
		return IntStream.range(first, last).mapToObj((i) -> item(i, Instant.parse("2026-01-31T10:15:00Z"))).iterator();
	}

	/** Item {@code urn:load:<number>}. */
	public static byte[] item(int number, Instant versionCreated) {
		String text = SENTENCE.repeat(6);
		return """
				{"uri":"urn:load:%d","type":"text","version":"1","versioncreated":"%s","pubstatus":"usable","urgency":4,\
				"language":"en","headline":"Old bridge to be rebuilt, part %d","byline":"A. Writer","body_text":"%s",\
				"body_xhtml":"<p>%s</p><p>%s</p>","subject":[{"code":"subj:11000000","name":"politics"}]}"""
			.formatted(number, versionCreated, number, text, text, SENTENCE.repeat(2))
			.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Item {@code urn:load:<number>} of so many bytes; its text is as hard to compress as
	 * words are.
	 */
	public static byte[] item(int number, int bytes) {
		Random random = new Random(number);
		StringBuilder text = new StringBuilder();
		while (text.length() < bytes - 250) {
			text.append(Integer.toString(random.nextInt(50_000), 36)).append(' ');
		}
		return """
				{"uri":"urn:load:%d","type":"text","version":"1","versioncreated":"2026-01-31T10:15:00Z",\
				"pubstatus":"usable","language":"en","headline":"Item %d","body_text":"%s"}"""
			.formatted(number, number, text)
			.getBytes(StandardCharsets.UTF_8);
	}

}
