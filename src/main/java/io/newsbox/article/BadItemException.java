package io.newsbox.article;

import org.jspecify.annotations.Nullable;

/**
 * An item that can never be stored, whatever is tried. It is parked.
 */
class BadItemException extends Exception {

	private final String reason;

	/**
	 * @param reason what is wrong, in a few words that a person understands; alike for
	 * alike items
	 * @param detail where and how, for this one item
	 */
	BadItemException(String reason, @Nullable String detail) {
		super(detail);
		this.reason = reason;
	}

	String reason() {
		return this.reason;
	}

}
