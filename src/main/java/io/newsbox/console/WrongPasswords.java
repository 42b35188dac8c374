package io.newsbox.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong passwords by address and user: a burst is free, then one each half second.
 * Who guesses from elsewhere, or for another user, keeps nobody out.
 */
final class WrongPasswords {

	private static final Duration PAUSE = Duration.ofMillis(500);

	private static final int BURST = 5;

	/** More than that, and the oldest are forgotten. */
	private static final int MOST = 10_000;

	private final Clock clock;

	/** When the last penalty of each ends; in the past: it has none. */
	private final Map<Guesser, Instant> forgiven = new LinkedHashMap<>() {
		@Override
		protected boolean removeEldestEntry(Map.Entry<Guesser, Instant> eldest) {
			return size() > MOST;
		}
	};

	WrongPasswords(Clock clock) {
		this.clock = clock;
	}

	boolean areTooMany(Guesser guesser) {
		Instant now = this.clock.instant();
		return forgiven(guesser, now).isAfter(now.plus(PAUSE.multipliedBy(BURST - 1)));
	}

	void count(Guesser guesser) {
		Instant forgivenBefore = forgiven(guesser, this.clock.instant());
		this.forgiven.remove(guesser);
		this.forgiven.put(guesser, forgivenBefore.plus(PAUSE));
	}

	private Instant forgiven(Guesser guesser, Instant now) {
		Instant instant = this.forgiven.getOrDefault(guesser, now);
		// where it is further ahead than can be counted, the clock was set back
		boolean counts = instant.isAfter(now) && !instant.isAfter(now.plus(PAUSE.multipliedBy(BURST)));
		return counts ? instant : now;
	}

	/**
	 * Somebody at an address who claims to be a user.
	 *
	 * @param user name of one of the users, or a word for all other names
	 * @param address IP address
	 */
	record Guesser(String user, String address) {

		@Override
		public String toString() {
			return this.user + " from " + this.address;
		}

	}

}
