package io.newsbox.fallback;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TrailTest {

	private static final List<byte[]> ITEMS = List.of("{}".getBytes(StandardCharsets.UTF_8));

	private final Trail trail = new Trail();

	private int page;

	@Test
	void aPageIsReadOnceAndOneThatIsOnlyNamedWasNot() throws ApiFailure {
		URI first = URI.create("http://127.0.0.1/");
		URI second = URI.create("http://127.0.0.1/?page=2");
		assertThat(this.trail.goesOn(first, second, ITEMS)).isTrue();
		assertThat(this.trail.goesOn(first, second, ITEMS)).as("once more").isTrue();
		assertThat(this.trail.goesOn(second, URI.create("http://127.0.0.1/?page=3"), ITEMS)).isTrue();
	}

	@Test
	void aFeedThatGoesInACircleIsNotAtItsEnd() throws ApiFailure {
		goesOn(ITEMS);
		for (List<byte[]> items : List.of(ITEMS, List.<byte[]>of())) {
			assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> this.trail.goesOn(page(1), page(0), items))
				.withMessageContaining("circle");
		}
		assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> this.trail.goesOn(page(1), page(1), ITEMS));
		assertThat(this.trail.goesOn(page(1), page(2), ITEMS)).as("when it is cured").isTrue();
	}

	@Test
	void anEmptyPageThatNamesItselfIsTheLast() throws ApiFailure {
		goesOn(ITEMS);
		assertThat(this.trail.goesOn(page(1), page(1), List.of())).isFalse();
	}

	@Test
	void pagesThatAreAllAlikeHaveNoEnd() throws ApiFailure {
		for (int i = 0; i < Trail.MOST_ALIKE; i++) {
			goesOn(ITEMS);
		}
		assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> goesOn(ITEMS)).withMessageContaining("no end");
	}

	@Test
	void manyEmptyPagesInARowAreNothingOdd() throws ApiFailure {
		for (int i = 0; i < 3; i++) {
			goesOn(ITEMS);
			for (int empty = 0; empty < Trail.MOST_EMPTY; empty++) {
				goesOn(List.of());
			}
		}
		assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> goesOn(List.of()));
	}

	private void goesOn(List<byte[]> items) throws ApiFailure {
		this.trail.goesOn(page(this.page++), page(this.page), items);
	}

	private static URI page(int number) {
		return URI.create("http://127.0.0.1/?page=" + number);
	}

}
