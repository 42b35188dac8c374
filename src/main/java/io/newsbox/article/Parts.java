package io.newsbox.article;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Cuts a large batch, so that several cores work on it at once. A small one stays whole:
 * what two threads have to tell each other would cost more than it gains.
 */
final class Parts {

	private static final int SMALLEST = 64;

	private static final int SMALLEST_BYTES = 128 * 1024;

	/** More would only wait for each other in the database. */
	private static final int MOST = 4;

	private Parts() {
	}

	/** At least one part, and together the batch, in its order. */
	static <T> List<List<T>> of(List<T> batch) {
		return cut(batch, batch.size() / SMALLEST);
	}

	/** The same, for work that grows with the bytes. */
	static <T> List<List<T>> of(List<T> batch, long bytes) {
		return cut(batch, Math.min(batch.size(), bytes / SMALLEST_BYTES));
	}

	private static <T> List<List<T>> cut(List<T> batch, long most) {
		int cores = Math.min(Runtime.getRuntime().availableProcessors(), MOST);
		int parts = (int) Math.max(1, Math.min(cores, most));
		return IntStream.range(0, parts)
			.mapToObj((part) -> batch.subList(part * batch.size() / parts, (part + 1) * batch.size() / parts))
			.toList();
	}

	/** Puts together what came of two of them. */
	static <T> List<T> join(List<T> one, List<T> other) {
		return Stream.of(one, other).flatMap(List::stream).toList();
	}

}
