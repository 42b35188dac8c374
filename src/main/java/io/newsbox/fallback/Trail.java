package io.newsbox.fallback;

import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The pages that one reading has seen, by which it knows a feed that leads back to where
 * it was, or that has no end.
 */
final class Trail {

	static final int MOST_ALIKE = 100;

	/** An API may filter after it has made its pages, or make them by the hour. */
	static final int MOST_EMPTY = 10_000;

	private final Set<URI> pages = new HashSet<>();

	private int last;

	private int alike;

	/**
	 * Names the next page.
	 * @return whether it was not read yet
	 */
	boolean add(URI page) {
		return this.pages.add(page);
	}

	/**
	 * Takes the items of a page that is not the last.
	 * @throws ApiFailure where they are those of the page before, for the
	 * {@value #MOST_ALIKE}th time in a row, or there were none, for the
	 * {@value #MOST_EMPTY}th
	 */
	void goesOn(List<byte[]> items) throws ApiFailure {
		int now = Arrays.deepHashCode(items.toArray());
		this.alike = (now == this.last) ? this.alike + 1 : 0;
		this.last = now;
		if (this.alike >= (items.isEmpty() ? MOST_EMPTY : MOST_ALIKE)) {
			throw new ApiFailure("names one next page after another, and " + this.alike
					+ " in a row bring the same, or nothing: they have no end");
		}
	}

}
