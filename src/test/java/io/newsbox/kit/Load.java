package io.newsbox.kit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
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

}
