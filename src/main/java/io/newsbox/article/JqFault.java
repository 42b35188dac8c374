package io.newsbox.article;

import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * What jackson-jq would not notice, or only too late. To run the program again, in
 * whatever way, is of no use.
 */
final class JqFault extends JsonQueryException {

	JqFault(String message) {
		super(message);
	}

}
