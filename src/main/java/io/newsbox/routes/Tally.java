package io.newsbox.routes;

import java.util.List;

/**
 * What the route files make of the examples; people see there that an edit does not do
 * what they meant.
 *
 * @param examples items that were tried
 * @param stored those of them whose rows came to the statement
 * @param unexpected files of examples that {@code --check} would name
 * @param notes of the statements, where the database has executed them
 */
record Tally(int examples, int stored, int unexpected, List<Problem> notes) {

	static final Tally NONE = new Tally(0, 0, 0, List.of());

	/** Whether the routes would drop whatever comes. */
	boolean isEmpty() {
		return this.examples > 0 && this.stored == 0;
	}

	/**
	 * In words.
	 * @param before of the files before these
	 */
	String words(Tally before) {
		if (this.examples == 0) {
			return "there is no example";
		}
		return "of %d examples %d would be stored%s%s".formatted(this.examples, this.stored,
				(before.examples == 0 || before.stored == this.stored) ? "" : " (" + before.stored + " before)",
				(this.unexpected == 0) ? "" : ", and " + this.unexpected + " expected rows differ, see --check");
	}

}
