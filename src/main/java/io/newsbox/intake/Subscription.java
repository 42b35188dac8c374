package io.newsbox.intake;

import java.util.List;
import java.util.Map;

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
	 * @throws RuntimeException when it does not live; says why
	 */
	void keep() {
		this.container.restartIfAborted();
		if (!this.container.isAttached()) {
			throw new IllegalStateException(this.container.lastFailure());
		}
		this.topology.verify();
		this.container.forgetFailure();
	}

	List<BatchConsumer> consumers() {
		return this.container.attached();
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
