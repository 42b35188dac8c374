package io.newsbox.routes;

import java.util.Comparator;

/**
 * What is wrong with a route file, as a person reads it.
 *
 * @param file its name, from the routes directory on
 * @param line from 1; 0 for the file as a whole
 */
record Problem(String file, int line, String text) implements Comparable<Problem> {

	private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
		.thenComparing(Problem::line)
		.thenComparing(Problem::text);

	@Override
	public int compareTo(Problem other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return (this.line > 0) ? this.file + ":" + this.line + ": " + this.text : this.file + ": " + this.text;
	}

}
