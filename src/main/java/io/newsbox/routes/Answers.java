package io.newsbox.routes;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Whether the answer of a server takes the place of a batch on its way to the store: it
 * would be parked, and the batch acked.
 */
final class Answers {

	private final Ways ways;

	private final Set<String> ends;

	private final Findings findings;

	/**
	 * @param ends where a batch must not arrive as something else
	 */
	Answers(Ways ways, Set<String> ends, Findings findings) {
		this.ways = ways;
		this.ends = ends;
		this.findings = findings;
	}

	void look(Definition intake) {
		answered(intake, null, new HashSet<>(Set.of(intake)));
	}

	/**
	 * Goes through some steps.
	 * @param asked the step whose answer is there before these steps; null if none is
	 * @param open routes that are being looked at
	 * @return the one whose answer is there after them
	 */
	private @Nullable Place answered(Place steps, @Nullable Place asked, Set<Definition> open) {
		Place now = asked;
		for (Place step : steps.inner().stream().flatMap((element) -> element.inner().stream()).toList()) {
			now = this.ways.steps().isAside(step) ? now : answeredAfter(step, now, open);
		}
		return now;
	}

	private @Nullable Place answeredAfter(Place step, @Nullable Place asked, Set<Definition> open) {
		if (this.ways.steps().takesAnswer(step)) {
			return step;
		}
		if (Steps.isTransparent(step)) {
			return step.get("steps").map((inner) -> answered(inner, asked, open)).orElse(asked);
		}
		if (step.all().anyMatch(Steps::setsBody)) {
			return null;
		}
		if (asked != null && this.ways.lead(step, this.ends)) {
			this.findings.add(asked, asked.key() + " loses messages: the answer takes the place of the batch."
					+ " Let 'wireTap: direct:NAME' lead to a route that calls it");
			return null;
		}
		Place now = asked;
		for (Definition called : this.ways.steps().call(step).stream().flatMap(this.ways::from).toList()) {
			if (!isStore(called) && open.add(called)) {
				now = answered(called, asked, open);
				open.remove(called);
			}
		}
		return now;
	}

	private @Nullable Place answered(Definition route, @Nullable Place asked, Set<Definition> open) {
		return route.place()
			.get("from")
			.flatMap((from) -> from.get("steps"))
			.map((steps) -> answered(steps, asked, open))
			.orElse(asked);
	}

	private boolean isStore(Definition route) {
		return this.ways.from(Deliveries.STORE).anyMatch(route::equals);
	}

}
