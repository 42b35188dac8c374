package io.newsbox.routes;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
		places(entries.stream().flatMap((entry) -> this.ways.reached(entry).stream())).forEach(this::hides);
	}

	/**
	 * Looks at routes that lead there from elsewhere, deal with their failures, and ack
	 * nothing.
	 */
	void lookBeside(Set<Definition> routes) {
		Set<Definition> beside = new LinkedHashSet<>(routes);
		this.ways.from(STORE).forEach((store) -> beside.removeAll(this.ways.reached(store)));
		places(beside.stream()).filter((place) -> !Set.of("handled", "wireTap", "stop").contains(place.key()))
			.forEach(this::hides);
	}

	private Stream<Place> places(Stream<Definition> routes) {
		return routes.flatMap((route) -> Signatures.parts(route, this.definitions).stream())
			.distinct()
			.flatMap((part) -> part.place().all())
			.filter((place) -> !place.isOption());
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
		else if (this.ways.steps().tapsOutside(place)) {
			this.findings
				.add(place, "wireTap is dealt with like the batch: what fails there is held and tried again for"
						+ " ever. Let it lead to a route of its own (direct:NAME), without a routeConfigurationId: there it is only logged");
		}
		else if (Steps.stops(place)) {
			this.findings.add(place, place.key() + " loses messages: what it stops is acked. Take it away");
		}
		else if (Steps.keepsBack(place) && carries(place)) {
			this.findings.add(place, place.key() + " loses messages: what it keeps back is acked. Take it away");
		}
		else if (this.ways.steps().forgives(place) && place.get("steps").filter(this::carries).isPresent()) {
			this.findings.add(place,
					place.key() + " loses messages: a batch that fails is acked. Take it away, or end its "
							+ (place.key().equals("doTry") ? "doCatch" : "onFallback") + " with throwException");
		}
	}

	private boolean carries(Place place) {
		return this.ways.lead(place, this.ends);
	}

}
