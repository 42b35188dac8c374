package io.newsbox.fallback;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.StorageBasedLockProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The right to read the article API, which one instance has at a time, of all that share
 * the database.
 * <ol>
 * <li>It is asked for before each page, and extended as long as there is something to
 * read, or will soon be; on a thread of its own while a page is in hand, which may take
 * longer than it lasts, but not {@link #LONGEST_PAGE}.</li>
 * <li>A holder that dies, freezes or loses the database is followed by another instance
 * after {@link #LENGTH}, by the database's clock.</li>
 * <li>One that wakes up finds its lease gone before its next page. The page in hand is
 * stored once more, which changes nothing: neither a row nor {@code since} goes
 * back.</li>
 * </ol>
 */
final class Lease {

	static final Duration LENGTH = Duration.ofSeconds(12);

	private static final Duration KEPT_EVERY = LENGTH.dividedBy(3);

	/** Many times what it takes where nothing is wrong. */
	static final Duration LONGEST_PAGE = Duration.ofMinutes(5);

	private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

	private final StorageBasedLockProvider locks;

	private final String feed;

	private final Clock clock;

	private final ScheduledExecutorService keeper = Executors
		.newSingleThreadScheduledExecutor((task) -> new Thread(task, "lease-keeper"));

	private @Nullable SimpleLock lock;

	private boolean pageInHand;

	/** Another instance may be able to store what this one cannot. */
	private final Span pageTakes;

	/**
	 * @param feed what is read: the name of the lease
	 */
	Lease(StorageBasedLockProvider locks, String feed, Clock clock) {
		this.locks = locks;
		this.feed = feed;
		this.pageTakes = new Span(clock);
		this.clock = clock;
		var unused = this.keeper.scheduleWithFixedDelay(this::keepQuietly, KEPT_EVERY.toMillis(), KEPT_EVERY.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	/**
	 * Takes the lease where it is free.
	 * @return whether this instance has it
	 */
	synchronized boolean take() {
		if (!keep()) {
			// else it would rely on a row that was there once, or could not be made
			this.locks.clearCache();
			this.lock = this.locks.lock(new LockConfiguration(this.clock.instant(), this.feed, LENGTH, Duration.ZERO))
				.orElse(null);
		}
		return this.lock != null;
	}

	/** Says whether a page is in hand. */
	synchronized void pageInHand(boolean page) {
		this.pageInHand = page;
		this.pageTakes.begin(LONGEST_PAGE);
	}

	private synchronized void keepQuietly() {
		try {
			if (this.pageInHand && !this.pageTakes.isOver()) {
				keep();
			}
		}
		catch (RuntimeException ex) {
			LOG.debug("The lease cannot be extended", ex);
		}
	}

	/**
	 * Extends the lease where this instance has it.
	 * @return whether it does
	 */
	synchronized boolean keep() {
		SimpleLock held = this.lock;
		if (held != null) {
			// held still where that fails, else this instance would wait for itself
			this.lock = held.extend(LENGTH, Duration.ZERO).orElse(null);
		}
		return this.lock != null;
	}

	/** Lets another instance read. */
	synchronized void release() {
		SimpleLock held = this.lock;
		this.lock = null;
		try {
			if (held != null) {
				held.unlock();
			}
		}
		catch (DataAccessException | TransactionException ex) {
			LOG.debug("The lease ends by itself", ex);
		}
	}

	/** Ends it for good. */
	void close() {
		this.keeper.shutdownNow();
		release();
	}

}
