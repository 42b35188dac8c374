package io.newsbox.intake;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which queues no route reads any more while others are read: after an edit of their
 * name they stay, and fill up. Touched by the keeper only.
 */
final class AbandonedQueues {

	private static final Logger LOG = LoggerFactory.getLogger(AbandonedQueues.class);

	private Set<String> read = Set.of();

	private Set<String> looked = Set.of();

	/** Looks at what is subscribed to; only what two looks find counts. */
	void look(List<Subscription> subscriptions) {
		Set<String> now = subscriptions.stream()
			.filter(Subscription::isLasting)
			.map(Subscription::queue)
			.collect(Collectors.toSet());
		if (now.equals(this.looked) && !subscriptions.isEmpty()) {
			Set<String> abandoned = new TreeSet<>(this.read);
			abandoned.removeAll(now);
			if (!abandoned.isEmpty()) {
				LOG.warn(
						"No route reads queue {} any more, and what is sent there waits."
								+ " If that is not wanted, read it once more, and then delete it at the broker",
						String.join(", ", abandoned));
			}
			this.read = now;
		}
		this.looked = now;
	}

}
