package io.newsbox.article;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What became of items, and how late they were. All series of both origins are there from
 * the start, so that a first event is an increase.
 */
final class ItemMeters {

	private static final double[] LAG_BUCKETS = Stream
		.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10),
				Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15),
				Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1))
		.mapToDouble((bound) -> (double) bound.toSeconds())
		.toArray();

	private final MeterRegistry meters;

	ItemMeters(MeterRegistry meters) {
		this.meters = meters;
		Stream.of("broker", "api").map((origin) -> Outcome.ofDeadLetters(origin, List.of())).forEach(this::count);
	}

	void count(Outcome outcome) {
		count(outcome.origin(), "stored", outcome.stored());
		count(outcome.origin(), "unchanged", outcome.unchanged());
		count(outcome.origin(), "filtered", outcome.filtered());
		count(outcome.origin(), "parked", outcome.deadLetters().size());
		DistributionSummary lag = lag(outcome.origin());
		// a publisher's clock may be ahead
		outcome.lags().forEach((seconds) -> lag.record(Math.max(0, seconds)));
	}

	private void count(String origin, String outcome, long items) {
		Counter.builder("newsbox.items")
			.description("Items by where they came from and what became of them")
			.tag("origin", origin)
			.tag("outcome", outcome)
			.register(this.meters)
			.increment((double) items);
	}

	/**
	 * Not a timer, which counts in nanoseconds: the sum over an archive would overflow.
	 */
	private DistributionSummary lag(String origin) {
		return DistributionSummary.builder("newsbox.item.lag")
			.description("From the version time of an item to its storage, of rows stored")
			.baseUnit("seconds")
			.tag("origin", origin)
			.serviceLevelObjectives(LAG_BUCKETS)
			.register(this.meters);
	}

}
