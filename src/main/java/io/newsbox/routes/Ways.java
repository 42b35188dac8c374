package io.newsbox.routes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The ways of a message from route to route, and whether they lead to where it has to
 * get.
 */
final class Ways {

	private final Scratch scratch;

	private final Findings findings;

	private final Onward onward;

	/** Routes, by their endpoint. */
	private final Map<String, Definition> inputs = new HashMap<>();

	Ways(List<Definition> definitions, Scratch scratch, Findings findings) {
		this.scratch = scratch;
		this.findings = findings;
		this.onward = new Onward(scratch);
		definitions.forEach((definition) -> input(definition)
			.ifPresent((input) -> this.inputs.putIfAbsent(input.toString(), definition)));
	}

	Onward onward() {
		return this.onward;
	}

	Optional<Address> input(Definition definition) {
		return definition.place().get("from").flatMap((from) -> Address.at(from, this.scratch));
	}

	/** The route from an endpoint. */
	Stream<Definition> from(String endpoint) {
		return Stream.ofNullable(this.inputs.get(endpoint));
	}

	/** This route and those that it calls, and so on. */
	Set<Definition> reached(Definition start) {
		return reached(start, this.onward::passesBy);
	}

	/** The same of those whose failure comes back to this one. */
	Set<Definition> failing(Definition start) {
		return reached(start, (place) -> this.onward.passesBy(place) || Onward.forgives(place));
	}

	/** Whether a step sends a message on to one of these, and not something beside it. */
	boolean lead(Place place, Set<String> ends) {
		return this.onward.calls(place).anyMatch((call) -> leads(call, ends, this.onward::passesBy));
	}

	/**
	 * Demands that what comes into a route gets to an endpoint.
	 * @param what comes in
	 * @param end where it has to get
	 * @param fate of it, where it does not
	 */
	void demand(Definition start, String what, String end, String fate) {
		demand(start, what, end, fate, this.onward::passesBy);
	}

	/** The same where a filter is right, such as one for what is no longer there. */
	void demandOfSome(Definition start, String what, String end, String fate) {
		demand(start, what, end, fate, this.scratch::isDisabled);
	}

	private void demand(Definition start, String what, String end, String fate, Predicate<Place> without) {
		Set<Definition> reached = reached(start, without);
		boolean known = reached.stream()
			.flatMap((route) -> this.onward.calls(route.place(), without))
			.allMatch((call) -> this.inputs.containsKey(call.toString()));
		// else Calls has found the one that is not
		if (!known || from(end).anyMatch(reached::contains)) {
			return;
		}
		Place culprit = culprit(reached, end, without);
		String lost = " sends " + what + " to " + end + ", and " + fate + ". ";
		if (culprit == null) {
			this.findings.add(start.place(),
					"route " + start.id() + " loses messages: nothing" + lost + "Put 'to: " + end + "' back");
			return;
		}
		Place disabled = culprit.get("disabled").orElse(null);
		String cure = end.equals(Deliveries.STORE)
				? "Take it away: a batch is filtered by step 'filter' of article-upsert, and may be empty"
				: "Take it away: a split of nothing does nothing";
		this.findings.add((disabled != null) ? disabled : culprit,
				((disabled != null) ? "disabled: true" : culprit.key()) + " loses messages: nothing else" + lost
						+ ((disabled != null) ? "Take it away" : cure));
	}

	/**
	 * A step that would lead there, but is disabled, or passed by; null if there is none.
	 */
	private @Nullable Place culprit(Set<Definition> reached, String end, Predicate<Place> without) {
		return reached.stream()
			.flatMap((route) -> route.place().all())
			.filter(without)
			.filter((place) -> this.onward.calls(place, (step) -> false)
				.anyMatch((call) -> leads(call, Set.of(end), without)))
			.findFirst()
			.orElse(null);
	}

	private boolean leads(Address call, Set<String> ends, Predicate<Place> without) {
		return from(call.toString()).map((route) -> reached(route, without))
			.anyMatch((reached) -> ends.stream().flatMap(this::from).anyMatch(reached::contains));
	}

	private Set<Definition> reached(Definition start, Predicate<Place> without) {
		Set<Definition> reached = new LinkedHashSet<>();
		Deque<Definition> open = new ArrayDeque<>(List.of(start));
		while (!open.isEmpty()) {
			Definition route = open.remove();
			if (reached.add(route)) {
				this.onward.calls(route.place(), without).flatMap((call) -> from(call.toString())).forEach(open::add);
			}
		}
		return reached;
	}

}
