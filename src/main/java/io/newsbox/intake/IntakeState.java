package io.newsbox.intake;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What the last look at the subscription found.
 *
 * @param since when it came to life, or was lost
 * @param lastAliveAt when it was last known to live; null if it never did
 * @param error why it does not live; null while it does
 */
record IntakeState(Instant since, @Nullable Instant lastAliveAt, @Nullable String error) {

	static IntakeState begun(Instant now) {
		return new IntakeState(now, null, BatchContainer.NOT_CONNECTED);
	}

	/** Whether it never lived, and nothing has failed yet. */
	boolean isFirstTry() {
		return this.lastAliveAt == null && BatchContainer.NOT_CONNECTED.equals(this.error);
	}

}
