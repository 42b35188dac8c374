package io.newsbox.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The same work again and again, on all processors: says whether the machine was as quick
 * for one peer as for the next, which it need not be where it is shared.
 */
final class Yardstick {

	private static final int NUMBERS = 4_000_000;

	private final List<Double> seconds = new ArrayList<>();

	/** Makes one, and lets it become warm. */
	Yardstick() {
		sort();
	}

	/**
	 * Does the work.
	 * @return how long that took, in seconds
	 */
	double measure() {
		long start = System.nanoTime();
		sort();
		double took = (System.nanoTime() - start) / 1e9;
		this.seconds.add(took);
		return took;
	}

	/** What the machine was like through all that was measured. */
	@Override
	public String toString() {
		double slowest = Collections.max(this.seconds) / Collections.min(this.seconds);
		return "The same work took it at most %.2f times as long as at its quickest%s".formatted(slowest,
				(slowest > 1.3) ? ": too uneven to compare." : ".");
	}

	private static void sort() {
		IntStream.range(0, Runtime.getRuntime().availableProcessors()).parallel().forEach((processor) -> {
			int[] numbers = new Random(processor).ints(NUMBERS).toArray();
			for (int i = 0; i < 3; i++) {
				Arrays.sort(numbers.clone());
			}
		});
	}

}
