package io.newsbox.article;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many rows the database stores in one statement before it cancels it for its time:
 * else each batch would find that out again, and that time would be lost.
 * <ol>
 * <li>A statement that takes too long halves it.</li>
 * <li>A full one that takes a third of that time doubles it, up to what was too
 * much.</li>
 * </ol>
 */
final class StatementSize {

	private static final Logger LOG = LoggerFactory.getLogger(StatementSize.class);

	/** A person may have canceled it at once; and an outage may have come first. */
	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private static final int UNBOUNDED = Integer.MAX_VALUE;

	private int most = UNBOUNDED;

	private int tooMuch;

	private Duration tooLong = Duration.ZERO;

	synchronized boolean fits(int rows) {
		return rows <= this.most;
	}

	/** A statement with so many rows was canceled. */
	synchronized void canceled(int rows, Duration after) {
		int half = Math.max(1, rows / 2);
		if (half >= this.most) {
			return;
		}
		if (this.most == UNBOUNDED) {
			LOG.warn(
					"The database takes too long for a statement with {} rows: it gets smaller ones until it is quicker",
					rows);
			this.tooMuch = rows;
		}
		this.most = half;
		this.tooLong = Collections.min(List.of(Collections.max(List.of(after, SHORTEST)), Sessions.LONGEST_STATEMENT));
	}

	/** A statement that stored so many rows was executed. */
	synchronized void executed(long rows, Duration within) {
		if (rows <= this.most / 2 || within.multipliedBy(3).compareTo(this.tooLong) > 0) {
			return;
		}
		this.most *= 2;
		if (this.most >= this.tooMuch) {
			this.most = UNBOUNDED;
			this.tooLong = Duration.ZERO;
			LOG.info("The database is quick enough again for statements with {} rows", this.tooMuch);
		}
	}

}
