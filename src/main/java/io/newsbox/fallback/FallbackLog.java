package io.newsbox.fallback;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the fallback says: one line for each change of state. Times are UTC. */
final class FallbackLog {

	private static final Logger LOG = LoggerFactory.getLogger(Fallback.class);

	private final FallbackProperties properties;

	private final Clock clock;

	FallbackLog(FallbackProperties properties, Clock clock) {
		this.properties = properties;
		this.clock = clock;
	}

	void lost(Instant silentSince, int tries, @Nullable String why, @Nullable Instant since) {
		String now = this.properties.isEnabled()
				? "Reading the article API every %s from %s on".formatted(seconds(this.properties.pollInterval()),
						(since != null) ? text(since.minus(this.properties.overlap())) : "its last position")
				: "No article API is set (newsbox.fallback.article-api-url): there is no news until it is back";
		LOG.warn("Nothing comes from the broker since {} ({}{}). {}.", text(silentSince),
				(tries == 1) ? "1 try" : tries + " tries", (why != null) ? ": " + why : "", now);
	}

	void back(Instant silentSince) {
		LOG.info("The broker's news comes again, after {}.{}",
				about(Duration.between(silentSince, this.clock.instant())),
				this.properties.isEnabled() ? " The article API is read on until the gap is closed." : "");
	}

	void gapClosed(Instant from, long items) {
		LOG.info("Gap closed: {} to {}, {} items read from the article API.", text(from), text(this.clock.instant()),
				items);
	}

	void gapClosedElsewhere() {
		LOG.info("Gap closed by another instance, which has read the whole feed since.");
	}

	void standsBy() {
		LOG.info("Another instance reads the article API. This one takes over when that stops.");
	}

	void takesOver() {
		LOG.info("The other instance reads the article API no longer; this one does.");
	}

	void fails(String why, Instant until, boolean say, Exception cause) {
		LOG.debug("Failure in route article-poll", cause);
		if (say) {
			LOG.warn("The article API cannot be read: {}. Trying again at {}.", why, text(until));
		}
	}

	void worksAgain(Instant failingSince, int failures) {
		LOG.info("The article API is read again, after {} in {}.",
				(failures == 1) ? "1 failure" : failures + " failures",
				about(Duration.between(failingSince, this.clock.instant())));
	}

	static String text(Instant instant) {
		return instant.truncatedTo(ChronoUnit.SECONDS).toString();
	}

	private static String seconds(Duration duration) {
		return (duration.toMillis() % 1000 == 0) ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
	}

	/** Of what was measured, from two seconds on, nobody needs to know the rest. */
	private static String about(Duration duration) {
		return seconds((duration.toSeconds() >= 2) ? duration.truncatedTo(ChronoUnit.SECONDS) : duration);
	}

}
