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

	@Test
	void aPageIsNewOnce() {
		assertThat(this.trail.add(URI.create("http://127.0.0.1/?page=1"))).isTrue();
		assertThat(this.trail.add(URI.create("http://127.0.0.1/?page=2"))).isTrue();
		assertThat(this.trail.add(URI.create("http://127.0.0.1/?page=1"))).isFalse();
	}

	@Test
	void pagesThatAreAllAlikeHaveNoEnd() throws ApiFailure {
		for (int i = 0; i < Trail.MOST_ALIKE; i++) {
			this.trail.goesOn(ITEMS);
		}
		assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> this.trail.goesOn(ITEMS))
			.withMessageContaining("no end");
	}

	@Test
	void manyEmptyPagesInARowAreNothingOdd() throws ApiFailure {
		for (int i = 0; i < 3; i++) {
			this.trail.goesOn(ITEMS);
			for (int empty = 0; empty < Trail.MOST_EMPTY; empty++) {
				this.trail.goesOn(List.of());
			}
		}
		assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> this.trail.goesOn(List.of()));
	}

}
