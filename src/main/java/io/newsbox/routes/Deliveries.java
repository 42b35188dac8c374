package io.newsbox.routes;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way of a message through the routes, from the broker to where it is stored or
 * parked. It is acked when the consuming route ends and nothing has failed, so what leads
 * off that way, or hides a failure, loses it.
 */
final class Deliveries {

	/**
	 * A trial begins there, too: what comes before may be of another format, that only
	 * its own route knows.
	 */
	static final String STORE = "direct:article-store";

	private static final String PARK = "direct:dead-letter";

	private static final String RETRY = "direct:dead-letter-retry";

	private static final String ACKED = "it is acked";

	private final List<Definition> definitions;

	private final Ways ways;

	private final Findings findings;

	/** Endpoints at which a message is newsbox's own affair. */
	private final Set<String> ends = new HashSet<>(Set.of(STORE, PARK));

	Deliveries(List<Definition> definitions, Ways ways, Findings findings) {
		this.definitions = definitions;
		this.ways = ways;
		this.findings = findings;
	}

	/**
	 * Looks at all routes that a message passes.
	 * @param calledByCode routes that newsbox itself sends it to
	 */
	void look(Set<String> calledByCode) {
		this.ends.addAll(calledByCode);
		List<Definition> intakes = this.definitions.stream()
			.filter((definition) -> this.ways.input(definition).filter(Address::isIntake).isPresent())
			.toList();
		intakes.forEach((intake) -> this.ways.demand(intake, "what is read", STORE, ACKED));
		this.ways.from(STORE).forEach((store) -> this.ways.demand(store, "what cannot be stored", PARK, ACKED));
		this.ways.from(RETRY)
			.forEach((retry) -> this.ways.demandOfSome(retry, "what is parked", STORE, "it counts as replayed"));
		this.ways.from(PARK)
			.filter((park) -> !this.ways.steps().isEachStored(park.place()))
			.forEach((park) -> this.findings.add(park.place(),
					"route " + park.id() + " loses messages: not each is stored in the database, and they are acked."
							+ " Put its step 'to: jdbc:dataSource' back, with nothing around it"));
		List<Definition> entries = Stream
			.concat(intakes.stream(), Stream.concat(Stream.of(STORE), calledByCode.stream()).flatMap(this.ways::from))
			.toList();
		Holding holding = new Holding(this.definitions, this.findings);
		entries.stream()
			.flatMap((entry) -> this.ways.failing(entry).stream())
			.filter((route) -> this.ways.steps().leaveNewsbox(route.place()))
			.distinct()
			.forEach(holding::look);
		Set<Definition> passed = reached(entries);
		places(passed.stream()).forEach(this::hides);
		places(passed.stream().filter((route) -> entries.contains(route) || keeps(route))).forEach(this::passesOver);
		intakes.forEach(new Answers(this.ways, this.ends, this.findings)::look);
	}

	private Set<Definition> reached(List<Definition> starts) {
		return starts.stream()
			.flatMap((start) -> this.ways.reached(start).stream())
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * Looks at routes that lead there from elsewhere, deal with their failures, and ack
	 * nothing.
	 */
	void lookBeside(Set<Definition> routes) {
		Set<Definition> beside = new LinkedHashSet<>(routes);
		this.ways.from(STORE).forEach((store) -> beside.removeAll(this.ways.reached(store)));
		places(beside.stream())
			.filter((place) -> !Set.of("handled", "wireTap", "stop", "rollback").contains(place.key()))
			.forEach(this::hides);
		places(beside.stream().filter(this::keeps)).forEach(this::passesOver);
	}

	private Stream<Place> places(Stream<Definition> routes) {
		return routes.flatMap((route) -> Signatures.parts(route, this.definitions).stream())
			.distinct()
			.flatMap((part) -> part.place().all())
			.filter((place) -> !place.isOption());
	}

	/**
	 * What fails in a route that carries a batch is held only if nobody passes over it.
	 */
	private void passesOver(Place place) {
		if (place.key().equals("continued") && isOn(place)) {
			this.findings.add(place,
					"continued: true loses messages: a batch that fails counts as stored. Take it away");
		}
		else if (place.key().equals("noErrorHandler")) {
			this.findings.add(place, "noErrorHandler takes the place of what holds a batch that fails. Take it away");
		}
	}

	private static boolean isOn(Place place) {
		return place.all().noneMatch((text) -> text.text().equalsIgnoreCase("false"));
	}

	/**
	 * What loses it also in a route that is only called: who says that a failure is dealt
	 * with, ends the way, or keeps it back.
	 */
	private void hides(Place place) {
		if (place.key().equals("handled") && isOn(place)) {
			this.findings.add(place, "handled: true loses messages: a batch that fails counts as stored. Take it away");
		}
		else if (place.key().startsWith("errorHandler")
				&& place.all().noneMatch((kind) -> kind.key().equals("noErrorHandler"))) {
			this.findings.add(place,
					place.key() + " loses messages: it takes the place of what holds a batch that fails. Take it away");
		}
		else if (Steps.losesFailures(place) && place.get("aggregationStrategy").isPresent() && carries(place)) {
			this.findings.add(place, place.key()
					+ " with an aggregationStrategy loses messages: what fails in a part of a batch counts as stored."
					+ " Write stopOnException: true");
		}
		else if (this.ways.steps().tapsOutside(place)) {
			this.findings
				.add(place, "wireTap is dealt with like the batch: what fails there is held and tried again for"
						+ " ever. Let it lead to a route of its own (direct:NAME), without a routeConfigurationId: there it is only logged");
		}
		else if (Steps.stops(place)) {
			this.findings.add(place, place.key() + " loses messages: what it stops counts as stored. Take it away");
		}
		else if (Steps.keepsBack(place) && carries(place)) {
			this.findings.add(place,
					place.key() + " loses messages: what it keeps back counts as stored. Take it away");
		}
		else if (this.ways.steps().forgives(place) && place.get("steps").filter(this::carries).isPresent()) {
			this.findings.add(place,
					place.key() + " loses messages: a batch that fails counts as stored. Take it away, or end its "
							+ (place.key().equals("doTry") ? "doCatch" : "onFallback") + " with throwException");
		}
	}

	/** Whether a message gets from there to where it is kept, or is kept there. */
	private boolean keeps(Definition route) {
		return carries(route.place()) || this.ways.steps().isEachStored(route.place());
	}

	private boolean carries(Place place) {
		return this.ways.lead(place, this.ends);
	}

}
