package io.newsbox.article;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a jq program does, provided that it gives one result or none.
 */
interface JqStep {

	/**
	 * Does it.
	 * @param variables what {@code as} has bound
	 * @return null for none
	 * @throws GivesUpException where it is not as easy as that
	 * @throws JsonQueryException where jq fails
	 */
	@Nullable JsonNode apply(Scope variables, JsonNode input) throws JsonQueryException;

	/** The result of what jackson-jq does. */
	final class Result implements PathOutput {

		@Nullable JsonNode value;

		@Override
		public void emit(@Nullable JsonNode result, @Nullable Path path) {
			// null: a variable of a pattern like {$x}, taken out of null
			if (result == null || this.value != null) {
				throw new GivesUpException();
			}
			this.value = result;
		}

	}

	/** Says that jackson-jq has to run the program. */
	final class GivesUpException extends RuntimeException {

		private static final long serialVersionUID = 1;

		GivesUpException() {
			// a trace of the stack would cost more than most programs
			super("for jackson-jq", null, false, false);
		}

	}

}
