package io.newsbox.kit;

import java.time.Duration;

import org.awaitility.Awaitility;

/** Time that passes in a test. */
public final class Lapse {

	private Lapse() {
	}

	/**
	 * Lets time pass: a fault lasts, or what must not happen would have happened. What is
	 * to happen is awaited, and not given time like this.
	 */
	public static void of(Duration time) {
		Awaitility.await("time to pass").pollDelay(time).timeout(time.plusSeconds(60)).until(() -> true);
	}

	/** Seconds since a time of {@link System#nanoTime}. */
	public static double secondsSince(long since) {
		return (System.nanoTime() - since) / 1e9;
	}

}
