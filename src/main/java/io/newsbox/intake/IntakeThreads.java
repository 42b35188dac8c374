package io.newsbox.intake;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a container's consumers, which run the routes. */
final class IntakeThreads implements ThreadFactory {

	private static final String NAME = "intake-";

	/** Bytes; only what is used counts. jq takes some for each round of until, say. */
	private static final long STACK = 32 * 1024 * 1024;

	private final AtomicInteger number = new AtomicInteger();

	/** Whether the caller runs on one. */
	static boolean isCurrent() {
		return Thread.currentThread().getName().startsWith(NAME);
	}

	@Override
	public Thread newThread(Runnable task) {
		return new Thread(null, task, NAME + this.number.incrementAndGet(), STACK);
	}

}
