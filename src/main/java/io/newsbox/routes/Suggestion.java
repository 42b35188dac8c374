package io.newsbox.routes;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/**
 * What a person may have meant.
 */
final class Suggestion {

	private Suggestion() {
	}

	/**
	 * The known name that is next to an unknown one.
	 * @return {@code ": did you mean NAME?"}, or nothing where none is near
	 */
	static String of(String unknown, Collection<String> known) {
		int farthest = Math.max(1, unknown.length() / 3);
		return known.stream()
			.filter((name) -> distance(unknown, name) <= farthest)
			.min(Comparator.comparingInt((String name) -> distance(unknown, name)).thenComparing((name) -> name))
			.map((name) -> ": did you mean " + name + "?")
			.orElse("");
	}

	/** Letters to add, remove, change or swap with the next. */
	private static int distance(String one, String other) {
		String from = one.toLowerCase(Locale.ROOT);
		String to = other.toLowerCase(Locale.ROOT);
		int[][] steps = new int[from.length() + 1][to.length() + 1];
		for (int i = 0; i <= from.length(); i++) {
			for (int j = 0; j <= to.length(); j++) {
				steps[i][j] = (i == 0 || j == 0) ? i + j : least(steps, i, j, from, to);
			}
		}
		return steps[from.length()][to.length()];
	}

	private static int least(int[][] steps, int i, int j, String from, String to) {
		boolean same = from.charAt(i - 1) == to.charAt(j - 1);
		int least = Math.min(steps[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
		boolean swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
				&& from.charAt(i - 2) == to.charAt(j - 1);
		return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
	}

}
