package io.newsbox.fallback;

import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The right to read the article API, which one thread of this instance has at a time. A
 * route that is exchanged in the middle of a long reading goes on in a thread of its own,
 * while the old one is still at its page.
 */
final class Turn {

	private @Nullable Thread taker;

	/**
	 * Takes the turn where it is free, or its taker has ended, and keeps it while there
	 * is something to do.
	 * @return whether this thread has it, and something to do
	 */
	boolean take(BooleanSupplier due) {
		boolean taken = isMine() && due.getAsBoolean();
		if (!taken) {
			pass();
		}
		return taken;
	}

	private synchronized boolean isMine() {
		Thread self = Thread.currentThread();
		if (this.taker == null || !this.taker.isAlive()) {
			this.taker = self;
		}
		return this.taker == self;
	}

	/** Lets another thread have it, if this one does. */
	synchronized void pass() {
		if (this.taker == Thread.currentThread()) {
			this.taker = null;
		}
	}

}
