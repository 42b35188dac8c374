package io.newsbox.fallback;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;

import javax.net.ssl.SSLException;

import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.util.ObjectHelper;

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
		return new Failure(subject(cause) + words(cause), since);
	}

	private static String subject(Throwable cause) {
		if (isOfDatabase(cause)) {
			return "the database, which keeps its position, fails: ";
		}
		if (has(cause, SSLException.class)) {
			return "its certificate is not trusted, or TLS with it fails: ";
		}
		if (has(cause, IOException.class)) {
			return "it gives no whole answer: ";
		}
		return has(cause, ApiFailure.class) ? "it " : "";
	}

	/** Whether it says nothing of the API. */
	static boolean isOfDatabase(Throwable cause) {
		return has(cause, DataAccessException.class) || has(cause, SQLException.class);
	}

	private static boolean has(Throwable cause, Class<? extends Throwable> type) {
		return ObjectHelper.getException(type, cause) != null;
	}

	/** The message of the innermost cause. */
	static String words(Throwable cause) {
		Throwable innermost = NestedExceptionUtils.getMostSpecificCause(cause);
		String message = innermost.getMessage();
		if (innermost instanceof DirectConsumerNotAvailableException) {
			// without Camel's own speak of an exchange
			return String.valueOf(message).replaceFirst("\\. Exchange\\[.*", ": its route is stopped");
		}
		// what the pool of connections says is another number each time
		return (message != null) ? message.lines().findFirst().orElse("").replaceFirst(" after \\d+ms.*", "")
				: innermost.getClass().getSimpleName();
	}

}
