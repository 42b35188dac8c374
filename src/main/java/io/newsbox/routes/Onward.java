package io.newsbox.routes;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where the steps of a route send a message on to, and whether all of them go there.
 */
final class Onward {

	private static final Set<String> INSIDE = Set.of("direct", "log");

	private final Scratch scratch;

	Onward(Scratch scratch) {
		this.scratch = scratch;
	}

	/** Whether some, or all, go past a step. */
	boolean passesBy(Place place) {
		return this.scratch.isDisabled(place) || leavesOut(place);
	}

	/** Where each message is sent on to. */
	Stream<Address> calls(Place place) {
		return calls(place, this::passesBy);
	}

	/**
	 * Where something waits for another route: it takes note of its failure.
	 * @param without steps that do not count
	 */
	Stream<Address> calls(Place place, Predicate<Place> without) {
		if (without.test(place)) {
			return Stream.of();
		}
		Stream<Address> own = place.key().equals("to")
				? Address.at(place, this.scratch).filter((call) -> call.scheme().equals("direct")).stream()
				: Stream.of();
		return Stream.concat(own, place.inner().stream().flatMap((inner) -> calls(inner, without)));
	}

	/** Whether something is called that may be down, which is then a failure here. */
	boolean leavesNewsbox(Place place) {
		if (this.scratch.isDisabled(place) || forgives(place) || place.key().equals("wireTap")) {
			return false;
		}
		return leadsOutside(place) || place.inner().stream().anyMatch(this::leavesNewsbox);
	}

	private boolean leadsOutside(Place place) {
		return Address.at(place, this.scratch)
			.filter((address) -> !address.isConsumed() && !INSIDE.contains(address.scheme()))
			.isPresent();
	}

	/** Whether it sends a copy to what may be down; a queue in memory is not. */
	boolean tapsOutside(Place place) {
		return place.key().equals("wireTap") && leadsOutside(place)
				&& Address.at(place, this.scratch).filter((address) -> address.scheme().equals("seda")).isEmpty();
	}

	/** Whether a failure within is over with it. */
	static boolean forgives(Place place) {
		return ((place.key().equals("doTry") && place.get("doCatch").isPresent())
				|| (place.key().equals("circuitBreaker") && place.get("onFallback").isPresent()))
				&& place.all().noneMatch((step) -> step.key().equals("throwException"));
	}

	/**
	 * Whether a message may pass it by: of a choice, unless each branch calls another.
	 */
	boolean leavesOut(Place place) {
		if (place.isOption() || !place.isMapping()) {
			return false;
		}
		return place.key().equals("filter")
				|| (place.key().equals("choice") && (place.get("otherwise").isEmpty() || Stream
					.concat(place.get("when").stream().flatMap((all) -> all.inner().stream()),
							place.get("otherwise").stream())
					.anyMatch((branch) -> calls(branch).findAny().isEmpty() && !isStored(branch))));
	}

	/** Whether each is stored in the database. */
	boolean isStored(Place place) {
		return !this.scratch.isDisabled(place) && !leavesOut(place) && !forgives(place)
				&& (Address.at(place, this.scratch)
					.filter((address) -> !address.isConsumed() && address.scheme().equals("jdbc"))
					.isPresent() || place.inner().stream().anyMatch(this::isStored));
	}

}
