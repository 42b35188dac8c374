package io.newsbox.fallback;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;

import org.apache.camel.component.direct.DirectConsumerNotAvailableException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/**
 * Why the feed cannot be read.
 *
 * @param why in words for a log line
 * @param since when the first of the failures was, with no success since
 */
record Failure(String why, Instant since) {

	static Failure of(Throwable cause, Instant since) {
		if (isOfDatabase(cause)) {
			return new Failure("the database, which keeps its position, fails: " + words(cause), since);
		}
		if (cause instanceof IOException) {
			return new Failure("it gives no whole answer: " + words(cause), since);
		}
		return new Failure((cause instanceof ApiFailure) ? "it " + words(cause) : words(cause), since);
	}

	private static boolean isOfDatabase(Throwable error) {
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			if (cause instanceof DataAccessException || cause instanceof SQLException) {
				return true;
			}
		}
		return false;
	}

	/** The message of the innermost cause. */
	static String words(Throwable cause) {
		Throwable innermost = NestedExceptionUtils.getMostSpecificCause(cause);
		String message = innermost.getMessage();
		if (innermost instanceof DirectConsumerNotAvailableException) {
			// without Camel's own speak of an exchange
			return String.valueOf(message).replaceFirst("\\. Exchange\\[.*", ": its route is stopped");
		}
		return (message != null) ? message.lines().findFirst().orElse("") : innermost.getClass().getSimpleName();
	}

}
