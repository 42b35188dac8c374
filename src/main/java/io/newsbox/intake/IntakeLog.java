package io.newsbox.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said of the subscription: once each time that it changes. */
final class IntakeLog {

	static final String NOT_STARTED = "no route consumes from the broker";

	private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

	/** In seconds; until then the first connection may be on the way. */
	private static final int PATIENCE = 4;

	/** What keeps it from living, as logged. */
	private String said = NOT_STARTED;

	/**
	 * A look was taken.
	 * @param before what the one before it found
	 * @param now when
	 */
	void entered(IntakeState before, IntakeState state, Instant now, List<Subscription> subscriptions) {
		String error = state.error();
		if (error == null) {
			if (before.error() != null) {
				LOG.info("The subscription lives, after {} s: {}", Duration.between(before.since(), now).toSeconds(),
						subscriptions);
			}
		}
		else if (before.error() == null) {
			this.said = error;
			LOG.warn("The subscription is lost: {}. {}", ended(error), isStopped(error)
					? "Start or resume the consuming route" : "It is tried again each second, once no batch is held");
		}
		else if (error.equals(before.error()) && !error.equals(this.said)
				&& (state.lastAliveAt() != null || Duration.between(before.since(), now).toSeconds() > PATIENCE)) {
			// the same at two looks, and not just on the way
			this.said = error;
			LOG.warn("No subscription {}: {}. {}", (state.lastAliveAt() != null) ? "any more" : "yet", ended(error),
					isStopped(error) ? "Start or resume the consuming route" : "It is tried again every second");
		}
	}

	/** The broker's own words may end with a full stop. */
	private static String ended(String error) {
		return error.endsWith(".") ? error.substring(0, error.length() - 1) : error;
	}

	private static boolean isStopped(@Nullable String error) {
		return NOT_STARTED.equals(error) || BatchContainer.STOPPED.equals(error);
	}

}
