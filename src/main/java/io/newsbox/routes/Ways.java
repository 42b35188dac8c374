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

	private final Steps steps;

	/** Routes, by their endpoint. */
	private final Map<String, Definition> inputs = new HashMap<>();

	Ways(List<Definition> definitions, Scratch scratch, Findings findings) {
		this.scratch = scratch;
		this.findings = findings;
		this.steps = new Steps(scratch);
		definitions.forEach((definition) -> input(definition)
			.ifPresent((input) -> this.inputs.putIfAbsent(input.toString(), definition)));
	}

	Steps steps() {
		return this.steps;
	}

	Optional<Address> input(Definition definition) {
		return definition.place().get("from").flatMap((from) -> Address.at(from, this.scratch));
	}

	/** The route from an endpoint. */
	Stream<Definition> from(String endpoint) {
		return Stream.ofNullable(this.inputs.get(endpoint));
	}

	/** The routes that a step may call. */
	Stream<Definition> from(Address call) {
		return this.inputs.entrySet().stream().filter((input) -> call.mayBe(input.getKey())).map(Map.Entry::getValue);
	}

	/** This route and those that it calls, and so on, be it for some messages. */
	Set<Definition> reached(Definition start) {
		return reached(start, this.scratch::isDisabled);
	}

	/** The same of those whose failure comes back to this one. */
	Set<Definition> failing(Definition start) {
		return reached(start, this.steps::isAside);
	}

	/** Whether a step sends a message, be it some, on to one of these. */
	boolean lead(Place place, Set<String> ends) {
		return lead(place, ends, this.scratch::isDisabled);
	}

	private boolean lead(Place place, Set<String> ends, Predicate<Place> without) {
		return this.steps.calls(place, without)
			.flatMap(this::from)
			.map((route) -> reached(route, without))
			.anyMatch((reached) -> ends.stream().flatMap(this::from).anyMatch(reached::contains));
	}

	/**
	 * Demands that each message that comes into a route gets to an endpoint, or fails.
	 * @param what comes in
	 * @param end where it has to get
	 * @param fate of it, where it does not
	 */
	void demand(Definition start, String what, String end, String fate) {
		if (areKnown(reached(start)) && !arrives(start, end, new HashMap<>())) {
			Place culprit = culprit(start, end,
					(place) -> this.steps.letsPast(place) || (Steps.isChoice(place) && !arrives(place, end)));
			lost(start, culprit, what + " to " + end + ", and " + fate, end);
		}
	}

	/** The same where a filter is right, such as one for what is no longer there. */
	void demandOfSome(Definition start, String what, String end, String fate) {
		Set<Definition> reached = reached(start, (place) -> this.scratch.isDisabled(place)
				|| this.steps.call(place).filter(Address::isDynamic).isPresent());
		if (areKnown(reached) && from(end).noneMatch(reached::contains)) {
			lost(start, culprit(start, end, this.scratch::isDisabled), what + " to " + end + ", and " + fate, end);
		}
	}

	/** Else Calls has found the one that is not. */
	private boolean areKnown(Set<Definition> routes) {
		return routes.stream()
			.flatMap((route) -> this.steps.calls(route.place(), this.scratch::isDisabled))
			.allMatch((call) -> from(call).findAny().isPresent());
	}

	private boolean arrives(Place place, String end) {
		return arrives(place, end, new HashMap<>());
	}

	/**
	 * Whether each message gets from a route to an endpoint.
	 * @param known of which that is known
	 */
	private boolean arrives(Definition route, String end, Map<Definition, Boolean> known) {
		// until it is known, for a route that calls itself
		Boolean before = known.putIfAbsent(route, false);
		if (before != null) {
			return before;
		}
		boolean arrives = arrives(route.place(), end, known);
		known.put(route, arrives);
		return arrives;
	}

	private boolean arrives(Place place, String end, Map<Definition, Boolean> known) {
		return this.steps.each(place, (step) -> this.steps.call(step)
			.filter((call) -> !call.isDynamic())
			.filter((call) -> call.toString().equals(end) || from(call).anyMatch((route) -> arrives(route, end, known)))
			.isPresent(), this.steps::letsPast);
	}

	/**
	 * A step that leads there, but not each message; null if there is none.
	 */
	private @Nullable Place culprit(Definition start, String end, Predicate<Place> suspect) {
		return reached(start).stream()
			.flatMap((route) -> route.place().all())
			.filter(suspect)
			.filter((place) -> lead(place, Set.of(end), (step) -> false))
			.findFirst()
			.orElse(null);
	}

	private void lost(Definition start, @Nullable Place culprit, String where, String end) {
		if (culprit == null) {
			this.findings.add(start.place(),
					"route " + start.id() + " loses messages: nothing sends " + where + ". Put 'to: " + end + "' back");
			return;
		}
		boolean disabled = this.scratch.isDisabled(culprit);
		this.findings.add(disabled ? culprit.get("disabled").orElse(culprit) : culprit,
				(disabled ? "disabled: true" : culprit.key()) + " loses messages: nothing else sends " + where + ". "
						+ (disabled ? "Take it away" : cure(culprit, end)));
	}

	private static String cure(Place culprit, String end) {
		return switch (culprit.key()) {
			case "circuitBreaker" ->
				"While it is open it does nothing: take it away, or give it an onFallback with throwException";
			case "choice" -> "Let each of its branches lead there, and an otherwise";
			case "doCatch", "onFallback" -> "Put it behind that";
			case "filter" -> end.equals(Deliveries.STORE)
					? "Take it away: a batch is filtered by step 'filter' of article-upsert, and may be empty"
					: "Take it away: a split of nothing does nothing";
			default -> "Take it away";
		};
	}

	private Set<Definition> reached(Definition start, Predicate<Place> without) {
		Set<Definition> reached = new LinkedHashSet<>();
		Deque<Definition> open = new ArrayDeque<>(List.of(start));
		while (!open.isEmpty()) {
			Definition route = open.remove();
			if (reached.add(route)) {
				this.steps.calls(route.place(), without).flatMap(this::from).forEach(open::add);
			}
		}
		return reached;
	}

}
