package io.newsbox.routes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The way of a message through the routes, from the broker to where it is stored or
 * parked. It is acked when the consuming route ends and nothing has failed, so what leads
 * off that way, or hides a failure, loses it.
 */
final class Deliveries {

	private static final String STORE = "direct:article-store";

	private static final String PARK = "direct:dead-letter";

	/** Steps that end before what they have taken has gone on. */
	private static final Set<String> KEEP_BACK = Set.of("aggregate", "resequence");

	/** Steps after which some or all of it goes no further. */
	private static final Set<String> STOP = Set.of("stop", "sample");

	private final List<Definition> definitions;

	private final Scratch scratch;

	private final Findings findings;

	private final Onward onward;

	/** Endpoints at which a message is newsbox's own affair. */
	private final Set<String> ends = new HashSet<>(Set.of(STORE, PARK));

	/** Routes, by their endpoint. */
	private final Map<String, Definition> inputs = new HashMap<>();

	Deliveries(List<Definition> definitions, Scratch scratch, Findings findings) {
		this.definitions = definitions;
		this.scratch = scratch;
		this.findings = findings;
		this.onward = new Onward(scratch);
		definitions.forEach((definition) -> input(definition)
			.ifPresent((input) -> this.inputs.putIfAbsent(input.toString(), definition)));
	}

	/**
	 * Looks at all routes that a message passes.
	 * @param calledByCode routes that newsbox itself sends it to
	 */
	void look(Set<String> calledByCode) {
		this.ends.addAll(calledByCode);
		Set<Definition> passed = new LinkedHashSet<>();
		for (Definition definition : this.definitions) {
			if (input(definition).filter((input) -> input.scheme().equals("spring-rabbitmq")).isPresent()) {
				arrives(definition, "what is read", STORE);
				passed.addAll(reached(definition));
			}
		}
		Optional.ofNullable(this.inputs.get(STORE)).ifPresent((store) -> arrives(store, "what cannot be stored", PARK));
		Optional.ofNullable(this.inputs.get(PARK))
			.filter((park) -> !this.onward.isStored(park.place()))
			.ifPresent((park) -> this.findings.add(park.place(),
					"route " + park.id() + " loses messages: not each is stored in the database, and they are acked."
							+ " Put its step 'to: jdbc:dataSource' back, with nothing around it"));
		Stream.concat(Stream.of(STORE), calledByCode.stream())
			.flatMap((name) -> Stream.ofNullable(this.inputs.get(name)))
			.forEach((route) -> passed.addAll(reached(route)));
		passed.stream()
			.filter((route) -> route.place().get("routeConfigurationId").isEmpty()
					&& this.onward.leavesNewsbox(route.place()))
			.forEach((route) -> this.findings.add(route.place(),
					"route " + route.id() + " has no routeConfigurationId: what fails in it goes back to the broker"
							+ " at once, again and again. Write 'routeConfigurationId: hold-in-outage'"));
		passed.stream()
			.flatMap((route) -> Signatures.parts(route, this.definitions).stream())
			.flatMap((part) -> part.place().all())
			.filter((place) -> !place.isOption())
			.forEach(this::hides);
	}

	private void arrives(Definition start, String what, String end) {
		Set<Definition> reached = reached(start);
		boolean known = reached.stream()
			.flatMap((route) -> this.onward.calls(route.place(), true))
			.allMatch((call) -> this.inputs.containsKey(call.toString()));
		// else Calls has found the one that is not
		if (known && !leadsTo(end, reached)) {
			Place culprit = culprit(reached, end);
			String lost = " sends " + what + " to " + end + ", and it is acked. ";
			if (culprit == null) {
				this.findings.add(start.place(),
						"route " + start.id() + " loses messages: nothing" + lost + "Put 'to: " + end + "' back");
				return;
			}
			Place disabled = culprit.get("disabled").orElse(null);
			String cure = end.equals(STORE) ? "A batch is filtered by step 'filter' of article-upsert"
					: "Take it away: a split of nothing does nothing";
			this.findings.add((disabled != null) ? disabled : culprit,
					((disabled != null) ? "disabled: true" : culprit.key()) + " loses messages: nothing else" + lost
							+ ((disabled != null) ? "Take it away" : cure));
		}
	}

	/**
	 * A step that would lead there, but is disabled, or passed by; null if there is none.
	 */
	private @Nullable Place culprit(Set<Definition> reached, String end) {
		return reached.stream()
			.flatMap((route) -> route.place().all())
			.filter((place) -> this.scratch.isDisabled(place) || this.onward.leavesOut(place))
			.filter((place) -> this.onward.calls(place, false)
				.anyMatch((call) -> leadsTo(end, reached(this.inputs.get(call.toString())))))
			.findFirst()
			.orElse(null);
	}

	private boolean leadsTo(String end, Set<Definition> reached) {
		return Optional.ofNullable(this.inputs.get(end)).filter(reached::contains).isPresent();
	}

	/** What fails in a route is held only if nobody says that it is dealt with. */
	private void hides(Place place) {
		boolean deals = Set.of("handled", "continued").contains(place.key())
				&& place.all().noneMatch((text) -> text.text().equalsIgnoreCase("false"));
		if (deals) {
			this.findings.add(place, place.key() + ": true loses messages: a batch that fails is acked. Take it away");
		}
		else if (place.key().startsWith("errorHandler")) {
			this.findings.add(place,
					place.key() + " loses messages: it takes the place of what holds a batch that fails. Take it away");
		}
		else if (STOP.contains(place.key())) {
			this.findings.add(place, place.key() + " loses messages: what it stops is acked. Take it away");
		}
		else if (KEEP_BACK.contains(place.key()) && carries(place)) {
			this.findings.add(place, place.key() + " loses messages: what it keeps back is acked. Take it away");
		}
		else if (Onward.forgives(place) && place.get("steps").filter(this::carries).isPresent()) {
			this.findings.add(place,
					place.key() + " loses messages: a batch that fails is acked. Take it away, or end its "
							+ (place.key().equals("doTry") ? "doCatch" : "onFallback") + " with throwException");
		}
	}

	/** Whether it sends a message on, and not something beside it. */
	private boolean carries(Place place) {
		return this.onward.calls(place, true).anyMatch((call) -> {
			Set<Definition> reached = reached(this.inputs.get(call.toString()));
			return this.ends.stream().anyMatch((end) -> leadsTo(end, reached));
		});
	}

	/** This route and those that it calls, and so on. */
	private Set<Definition> reached(@Nullable Definition start) {
		Set<Definition> reached = new LinkedHashSet<>();
		Deque<Definition> open = new ArrayDeque<>();
		Stream.ofNullable(start).forEach(open::add);
		while (!open.isEmpty()) {
			Definition route = open.remove();
			if (reached.add(route)) {
				this.onward.calls(route.place(), true)
					.flatMap((call) -> Stream.ofNullable(this.inputs.get(call.toString())))
					.forEach(open::add);
			}
		}
		return reached;
	}

	private Optional<Address> input(Definition definition) {
		return definition.place().get("from").flatMap((from) -> Address.at(from, this.scratch));
	}

}
