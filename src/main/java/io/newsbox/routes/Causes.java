package io.newsbox.routes;

import org.springframework.core.NestedExceptionUtils;

/** Errors in words. */
final class Causes {

	private Causes() {
	}

	/** The innermost cause, in one line, which is what a person needs. */
	static String text(Throwable error) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(error);
		String message = String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
		return (cause instanceof IllegalArgumentException || cause instanceof IllegalStateException) ? message
				: cause.getClass().getSimpleName() + ": " + message;
	}

}
