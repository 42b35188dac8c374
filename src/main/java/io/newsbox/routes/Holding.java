package io.newsbox.routes;

import java.util.List;
import java.util.Set;

/**
 * Whether the configurations of a route hold a batch: try again for ever what fails for
 * any other reason than the data.
 */
final class Holding {

	private final List<Definition> definitions;

	private final Findings findings;

	Holding(List<Definition> definitions, Findings findings) {
		this.definitions = definitions;
		this.findings = findings;
	}

	void look(Definition route) {
		List<Definition> configurations = Signatures.parts(route, this.definitions)
			.stream()
			.filter((part) -> !part.isRoute())
			.toList();
		if (route.place().get("routeConfigurationId").isEmpty()) {
			this.findings.add(route.place(),
					"route " + route.id() + " has no routeConfigurationId: what fails in it goes back to the broker"
							+ " at once, again and again. Write 'routeConfigurationId: hold-in-outage'");
		}
		if (configurations.isEmpty()) {
			// Ids has found one that does not exist
			return;
		}
		List<Place> clauses = configurations.stream()
			.flatMap((part) -> part.place().all())
			.filter((place) -> place.key().equals("onException") && place.get("exception").isPresent())
			.toList();
		if (clauses.stream().noneMatch(Holding::isForEver)) {
			Definition first = configurations.get(0);
			this.findings.add(first.place(), "routeConfiguration " + first.id()
					+ " holds nothing: without retryWhile a batch that cannot be stored goes back to the broker, again"
					+ " and again. Put it back, with method isWaitedFor of bean outage");
		}
		clauses.stream()
			.filter((clause) -> !isForEver(clause) && !catchesAll(clause))
			.forEach((clause) -> this.findings.add(clause,
					"onException without retryWhile: a batch that fails like this goes back to the broker, again and"
							+ " again. Write it as in hold-in-outage"));
	}

	private static boolean isForEver(Place clause) {
		return clause.get("retryWhile").isPresent() || clause.get("redeliveryPolicy")
			.filter((policy) -> policy.text("maximumRedeliveries").equals("-1"))
			.isPresent();
	}

	/** As the last clause does, for what is a fault of the data. */
	private static boolean catchesAll(Place clause) {
		return clause.get("exception")
			.stream()
			.flatMap(Place::all)
			.anyMatch((name) -> Set.of("java.lang.Exception", "java.lang.Throwable").contains(name.text()));
	}

}
