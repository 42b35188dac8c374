package io.newsbox.routes;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The way of the article API's pages. A page counts as stored once a route calls
 * {@code fallback.stored}: what has not got to the store by then is lost.
 */
final class ApiPages {

	private static final String BEAN = "fallback";

	private static final String STORED = "stored";

	/** Methods of the bean: without one of these it would never read, or never end. */
	private static final List<String> NEEDED = List.of("brokerFails", "brokerAnswers", STORED, "failed");

	private final Scratch scratch;

	private final Findings findings;

	ApiPages(Scratch scratch, Findings findings) {
		this.scratch = scratch;
		this.findings = findings;
	}

	void look(List<Definition> definitions, Ways ways, Deliveries deliveries) {
		List<String> missing = NEEDED.stream()
			.filter((method) -> definitions.stream().noneMatch((route) -> calls(route.place(), method)))
			.map((method) -> BEAN + "." + method)
			.toList();
		if (!missing.isEmpty() && this.scratch.hasArticleApi()) {
			this.findings.add(new Problem("*" + Snapshot.ROUTES, 0,
					"no route calls " + String.join(", ", missing) + ": the article API would not be read as it should."
							+ " Put it back, or take newsbox.fallback.article-api-url away"));
		}
		definitions.stream().filter((route) -> calls(route.place(), STORED)).forEach((route) -> {
			ways.demand(route, "what is read", Deliveries.STORE, "its page counts as stored");
			deliveries.lookBeside(ways.reached(route));
			ways.reached(route).stream().flatMap((each) -> each.place().all()).forEach((place) -> split(place, ways));
		});
	}

	private boolean calls(Place place, String method) {
		return place.all(this.scratch::isDisabled).anyMatch((step) -> isCall(step, method));
	}

	private boolean isCall(Place place, String method) {
		return Stream
			.concat(Stream.of(place)
				.filter((step) -> step.key().equals("bean")
						&& step.text("ref").replaceFirst("^#(bean:)?", "").equals(BEAN))
				.map((step) -> step.text("method").replaceFirst("\\(.*", "")),
					Address.at(place, this.scratch)
						.filter((address) -> address.toString().equals("bean:" + BEAN))
						.map((address) -> address.option("method"))
						.stream())
			.anyMatch(method::equals);
	}

	private void split(Place place, Ways ways) {
		if (Steps.losesFailures(place) && ways.lead(place, Set.of(Deliveries.STORE))) {
			this.findings.add(place.get("stopOnException").orElse(place),
					"stopOnException: true is missing: a page would count as stored of which a part is not");
		}
	}

}
