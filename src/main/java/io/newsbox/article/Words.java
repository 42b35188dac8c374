package io.newsbox.article;

import java.util.concurrent.RejectedExecutionException;

import org.apache.camel.component.direct.DirectConsumerNotAvailableException;

import org.springframework.core.NestedExceptionUtils;

/** What people are told, in the log and in the console. */
final class Words {

	/** What a batch fails with that comes to a route while it is exchanged. */
	static final String STOPPING = "a route is being stopped";

	private static final int MOST_SHOWN = 500;

	private Words() {
	}

	/** Why it failed, in one line. Camel's own speak of an exchange, or say nothing. */
	static String of(Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		if (cause instanceof RejectedExecutionException) {
			return STOPPING;
		}
		if (cause instanceof DirectConsumerNotAvailableException) {
			return String.valueOf(cause.getMessage()).replaceFirst("\\. Exchange\\[.*", ": its route is stopped");
		}
		// some name the whole batch
		return cut(line(cause.toString()), MOST_SHOWN);
	}

	/** In one line: what an item says must not look like a line of the log. */
	static String line(String lines) {
		return lines.replaceAll("\\s*\\R\\s*", "; ");
	}

	/** At most so many characters of a text. */
	static String cut(String text, int most) {
		return (text.length() > most) ? text.substring(0, most) + "…" : text;
	}

}
