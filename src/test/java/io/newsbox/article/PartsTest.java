package io.newsbox.article;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartsTest {

	@Test
	void aSmallBatchStaysWhole() {
		List<Integer> batch = numbers(127);
		assertThat(Parts.of(batch)).containsExactly(batch);
		assertThat(Parts.of(List.of())).containsExactly(List.of());
	}

	@Test
	void theCoresShareALargeBatchEvenlyAndInItsOrder() {
		List<Integer> batch = numbers(501);
		List<List<Integer>> parts = Parts.of(batch);
		assertThat(parts).hasSize(Math.min(4, Runtime.getRuntime().availableProcessors()))
			.allSatisfy((part) -> assertThat(part.size()).isBetween(501 / parts.size(), 501 / parts.size() + 1));
		assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(batch);
	}

	@Test
	void aFewLargeItemsAreSharedToo() {
		int cores = Math.min(4, Runtime.getRuntime().availableProcessors());
		assertThat(Parts.of(numbers(20), 4_000_000)).hasSize(cores);
		assertThat(Parts.of(numbers(20), 200_000)).hasSize(1);
		assertThat(Parts.of(numbers(1), 4_000_000)).hasSize(1);
		assertThat(Parts.of(numbers(0), 0)).containsExactly(List.of());
	}

	private static List<Integer> numbers(int count) {
		return IntStream.range(0, count).boxed().toList();
	}

}
