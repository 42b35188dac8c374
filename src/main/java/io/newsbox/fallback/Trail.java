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

	/** An API may filter after it has made its pages. */
	static final int MOST_EMPTY = 10_000;

	private final Set<URI> pages = new HashSet<>();

	private int last;

	private int alike;

	/**
	 * Takes a page that names a next one; the same again where that could not be kept.
	 * @return false where it is empty and names itself, as who waits there for more would
	 * @throws ApiFailure where the next one was read already; where the items are those
	 * of the page before, for the {@value #MOST_ALIKE}th time in a row; where there are
	 * none, for the {@value #MOST_EMPTY}th
	 */
	boolean goesOn(URI page, URI next, List<byte[]> items) throws ApiFailure {
		int now = Arrays.deepHashCode(items.toArray());
		this.alike = (now == this.last) ? this.alike + 1 : 0;
		this.last = now;
		if (this.alike >= (items.isEmpty() ? MOST_EMPTY : MOST_ALIKE)) {
			throw new ApiFailure("names one next page after another, and " + this.alike
					+ " in a row bring the same, or nothing: they have no end");
		}
		this.pages.add(page);
		boolean waits = items.isEmpty() && next.equals(page);
		if (!waits && this.pages.contains(next)) {
			// what is behind it would be passed over for good
			throw new ApiFailure("names a next page that was read already: the feed goes in a circle");
		}
		return !waits;
	}

}
