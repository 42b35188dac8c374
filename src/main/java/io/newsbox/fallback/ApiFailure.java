package io.newsbox.fallback;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** An answer of the article API that is of no use, in words for a log line. */
final class ApiFailure extends Exception {

	private final @Nullable Duration retryAfter;

	ApiFailure(String message) {
		this(message, null);
	}

	/**
	 * @param retryAfter what the API asked for, zero where it left the length open; null
	 * where it did not ask to be left alone
	 */
	ApiFailure(String message, @Nullable Duration retryAfter) {
		super(message);
		this.retryAfter = retryAfter;
	}

	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

}
