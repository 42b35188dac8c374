package io.newsbox.intake;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One listener container and the topology that it lives on.
 */
final class Subscription {

	private final BatchContainer container;

	private final Topology topology;

	Subscription(BatchContainer container, Topology topology) {
		this.container = container;
		this.topology = topology;
	}

	/**
	 * Restores what can be restored.
	 * @return why it does not live; null where it does
	 */
	@Nullable String keep() {
		try {
			this.container.restartIfAborted();
			if (!this.container.isAttached()) {
				return this.container.lastFailure();
			}
			this.topology.verify();
			this.container.forgetFailure();
			return null;
		}
		catch (RuntimeException | Error ex) {
			// whatever it is: the others are kept all the same
			return Faults.text(ex);
		}
	}

	List<BatchConsumer> consumers() {
		return this.container.attached();
	}

	/** Whether its queue is there without it. */
	boolean isLasting() {
		return !this.topology.lastingSources().isEmpty();
	}

	String queue() {
		return this.topology.queue();
	}

	long repairs() {
		return this.topology.repairs();
	}

	Map<String, Object> details() {
		return Map.of("attached", this.container.isAttached(), "repairs", repairs(), "conflicts",
				this.topology.conflicts());
	}

	@Override
	public String toString() {
		return "queue " + queue() + ", consumers: " + consumers().size();
	}

}
