package io.newsbox.article;

/** The memory that all threads share. */
final class Heap {

	private static final Runtime JAVA = Runtime.getRuntime();

	/** Bytes that it may grow to. */
	static final long SIZE = JAVA.maxMemory();

	private static final double FULL = 0.75;

	private Heap() {
	}

	/**
	 * Whether it is full. What is alive is known only when the rest is collected, which
	 * takes time, so it is not to be asked often.
	 * @param coming characters that are to be made, of up to two bytes
	 */
	static synchronized boolean isFull(double coming) {
		if (used(coming) < FULL) {
			return false;
		}
		System.gc();
		return used(coming) > FULL;
	}

	private static double used(double coming) {
		return (JAVA.totalMemory() - JAVA.freeMemory() + 2 * coming) / SIZE;
	}

}
