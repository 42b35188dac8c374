package io.newsbox.kit;

import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A publisher that sends 100 numbered items a second, each as often as it takes until the
 * broker confirms that it is in a queue. So whatever it counts as sent must be in the
 * table in the end.
 */
public final class SteadyFlow implements AutoCloseable {

	private static final int PER_SECOND = 100;

	private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor();

	private final AtomicInteger sent;

	private final Callable<Publisher> publishers;

	private @Nullable Publisher publisher;

	/** 0 before the first; touched by the pulse only, until it has ended. */
	private long lastSent;

	private long longestPause;

	/**
	 * @param publishers opens a connection; called again after each fault
	 */
	public SteadyFlow(Callable<Publisher> publishers) {
		this(publishers, 0);
	}

	/**
	 * One that goes on where another ended.
	 * @param first number of its first item
	 */
	public SteadyFlow(Callable<Publisher> publishers, int first) {
		this.publishers = publishers;
		this.sent = new AtomicInteger(first);
	}

	/** Begins to send. */
	public SteadyFlow start() {
		var unused = this.pulse.scheduleAtFixedRate(this::send, 0, 1_000_000 / PER_SECOND, TimeUnit.MICROSECONDS);
		return this;
	}

	/**
	 * How many items are in a queue by now, or were; they are numbered from 0, and those
	 * before the first of this flow count.
	 */
	public int sent() {
		return this.sent.get();
	}

	/**
	 * The longest time that it took from one item to the next, in seconds, where the
	 * broker or the machine stood still; to be asked once it is closed.
	 */
	public double longestPause() {
		return this.longestPause / 1e9;
	}

	private void send() {
		try {
			if (this.publisher == null) {
				this.publisher = this.publishers.call();
			}
			int returnedBefore = this.publisher.returned();
			this.publisher.send(Load.item(this.sent.get(), Instant.parse("2026-01-31T10:15:00Z")));
			if (this.publisher.returned() == returnedBefore) {
				this.sent.incrementAndGet();
				long now = System.nanoTime();
				this.longestPause = (this.lastSent != 0) ? Math.max(this.longestPause, now - this.lastSent) : 0;
				this.lastSent = now;
			}
		}
		catch (Exception ex) {
			closePublisher();
		}
	}

	private void closePublisher() {
		if (this.publisher != null) {
			this.publisher.close();
			this.publisher = null;
		}
	}

	/** Stops sending. */
	@Override
	public void close() {
		this.pulse.shutdown();
		try {
			if (!this.pulse.awaitTermination(60, TimeUnit.SECONDS)) {
				throw new IllegalStateException("the publisher hangs");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		closePublisher();
	}

}
