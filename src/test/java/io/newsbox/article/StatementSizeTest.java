package io.newsbox.article;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StatementSizeTest {

	private static final Duration BOUND = Duration.ofSeconds(18);

	private final StatementSize size = new StatementSize();

	@Test
	void whatTookTooLongIsNotTriedAgainAtOnce() {
		assertThat(this.size.fits(10_000)).isTrue();
		this.size.canceled(500, BOUND);
		assertThat(this.size.fits(251)).isFalse();
		assertThat(this.size.fits(250)).isTrue();
		// the other consumer's, which was on its way
		this.size.canceled(500, BOUND);
		assertThat(this.size.fits(250)).isTrue();
		this.size.canceled(1, BOUND);
		assertThat(this.size.fits(1)).isTrue();
		assertThat(this.size.fits(2)).isFalse();
	}

	@Test
	void itGrowsWithFullStatementsThatAreQuick() {
		this.size.canceled(500, BOUND);
		this.size.canceled(250, BOUND);
		this.size.executed(125, BOUND.dividedBy(2));
		this.size.executed(60, Duration.ZERO);
		assertThat(this.size.fits(126)).isFalse();
		this.size.executed(125, Duration.ofSeconds(5));
		assertThat(this.size.fits(250)).isTrue();
		assertThat(this.size.fits(251)).isFalse();
		this.size.executed(250, Duration.ofSeconds(5));
		assertThat(this.size.fits(10_000)).isTrue();
	}

}
