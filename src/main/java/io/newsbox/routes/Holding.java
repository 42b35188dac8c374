package io.newsbox.routes;

import java.util.List;
import java.util.Optional;
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
			this.findings.add(first.place(),
					"routeConfiguration " + first.id()
							+ " holds nothing: a batch that cannot be stored goes back to the broker, again"
							+ " and again. Write retryWhile with method isWaitedFor of bean outage");
		}
		clauses.stream()
			.filter((clause) -> !isForEver(clause) && !catchesAll(clause))
			.forEach((clause) -> this.findings.add(clause,
					"onException does not try for ever: a batch that fails like this goes back to the broker, again and"
							+ " again. Write retryWhile as in hold-in-outage"));
	}

	/** Also a condition of one's own would end it: by a count, say. */
	private static boolean isForEver(Place clause) {
		Optional<Place> condition = clause.get("retryWhile");
		return condition.isPresent()
				? condition.stream().flatMap(Place::all).anyMatch((place) -> place.text().contains("isWaitedFor"))
				: clause.get("redeliveryPolicy")
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
