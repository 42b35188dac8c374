package io.newsbox.routes;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the steps of a route do with a message: send it on, let it past, keep it back, or
 * forgive its failure.
 */
final class Steps {

	private static final Set<String> INSIDE = Set.of("direct", "log");

	/** They wait for a route, and take note of its failure. */
	private static final Set<String> CALLS = Set.of("to", "toD", "enrich");

	/** Some messages go past what is in them. */
	private static final Set<String> SIEVES = Set.of("filter", "idempotentConsumer", "loadBalance", "doCatch",
			"onFallback");

	/** They end before what they have taken has gone on. */
	private static final Set<String> KEEP_BACK = Set.of("aggregate", "resequence");

	/** After them some or all of it goes no further. */
	private static final Set<String> STOP = Set.of("stop", "sample");

	private static final Set<String> SPLITS = Set.of("split", "multicast");

	/** They put something else into the body. */
	private static final Set<String> BODIES = Set.of("setBody", "transform", "unmarshal", "marshal", "convertBodyTo",
			"bean", "process", "script", "enrich", "pollEnrich");

	private static final String BREAKER = "circuitBreaker";

	private final Scratch scratch;

	Steps(Scratch scratch) {
		this.scratch = scratch;
	}

	/** The route that a step calls. */
	Optional<Address> call(Place place) {
		return CALLS.contains(place.key()) ? address(place).filter((call) -> call.scheme().equals("direct"))
				: Optional.empty();
	}

	private Optional<Address> address(Place place) {
		return Address.at(place, this.scratch);
	}

	/**
	 * Routes that are called.
	 * @param without steps that do not count, with what is in them
	 */
	Stream<Address> calls(Place place, Predicate<Place> without) {
		return place.all(without).flatMap((step) -> call(step).stream());
	}

	/**
	 * Whether each message that comes to a place gets somewhere, or fails.
	 * @param there whether a place is where it has to get
	 * @param without steps that do not count, with what is in them
	 */
	boolean each(Place place, Predicate<Place> there, Predicate<Place> without) {
		if (without.test(place)) {
			return false;
		}
		if (isChoice(place)) {
			return place.get("otherwise").isPresent() && Stream
				.concat(place.get("when").stream().flatMap((all) -> all.inner().stream()),
						place.get("otherwise").stream())
				.filter((branch) -> !branch.key().equals("when") || !this.scratch.isDisabled(branch))
				.allMatch((branch) -> each(branch, there, without) || fails(branch));
		}
		return there.test(place) || place.inner().stream().anyMatch((inner) -> each(inner, there, without));
	}

	private boolean fails(Place place) {
		return each(place, Steps::throwsAgain, (step) -> letsPast(step) || forgives(step) || keepsBack(step));
	}

	private static boolean throwsAgain(Place place) {
		return place.key().equals("throwException") || (isRollback(place) && !isMarkedOnly(place));
	}

	private static boolean isRollback(Place place) {
		return !place.isOption() && place.key().equals("rollback");
	}

	/** Then nothing fails: it ends there, and is acked. */
	private static boolean isMarkedOnly(Place rollback) {
		return Stream.of("markRollbackOnly", "markRollbackOnlyLast")
			.anyMatch((mark) -> rollback.text(mark).equalsIgnoreCase("true"));
	}

	/** Whether there is nothing in it for some messages, or for all. */
	boolean letsPast(Place place) {
		return this.scratch.isDisabled(place)
				|| (isStep(place) && (SIEVES.contains(place.key()) || (isBreaker(place) && isSilentWhenOpen(place))));
	}

	static boolean isChoice(Place place) {
		return isStep(place) && place.key().equals("choice");
	}

	static boolean isBreaker(Place place) {
		return isStep(place) && place.key().equals(BREAKER);
	}

	/** Camel's, while it is open, leaves out what is in it, as if that had worked. */
	private static boolean isSilentWhenOpen(Place breaker) {
		return breaker.get("onFallback").isEmpty() && breaker.all()
			.noneMatch((option) -> option.key().equals("throwExceptionWhenHalfOpenOrOpenState")
					&& option.text().equalsIgnoreCase("true"));
	}

	/** Whether a failure within is over with it. */
	boolean forgives(Place place) {
		return isStep(place) && ((place.key().equals("doTry")
				&& place.get("doCatch").stream().flatMap((all) -> all.inner().stream()).anyMatch(this::isSilent))
				|| (place.key().equals(BREAKER) && place.get("onFallback").filter(this::isSilent).isPresent()));
	}

	private boolean isSilent(Place dealing) {
		return dealing.inner().stream().noneMatch((inner) -> each(inner, Steps::throwsAgain, this::letsPast));
	}

	/** Whether what fails there is no failure of the route. */
	boolean isAside(Place place) {
		return this.scratch.isDisabled(place) || keepsBack(place) || place.key().equals("wireTap")
				|| (place.key().equals("steps") && place.outer() != null && forgives(place.outer()));
	}

	/**
	 * Whether it goes on with other parts after a failure of one, which is then for an
	 * aggregationStrategy to remember, or for an onException to deal with.
	 */
	static boolean losesFailures(Place place) {
		return isStep(place) && SPLITS.contains(place.key()) && !place.text("stopOnException").equalsIgnoreCase("true");
	}

	static boolean keepsBack(Place place) {
		return isStep(place) && KEEP_BACK.contains(place.key());
	}

	static boolean stops(Place place) {
		return !place.isOption() && (STOP.contains(place.key()) || (isRollback(place) && isMarkedOnly(place)));
	}

	/** Whether something is called that may be down, which is then a failure here. */
	boolean leaveNewsbox(Place place) {
		return place.all(this::isAside).anyMatch(this::leadsOutside);
	}

	private boolean leadsOutside(Place place) {
		return address(place).filter((address) -> !address.isConsumed() && !INSIDE.contains(address.scheme()))
			.isPresent();
	}

	/** Whether it sends a copy to what may be down; a queue in memory is not. */
	boolean tapsOutside(Place place) {
		return place.key().equals("wireTap") && leadsOutside(place)
				&& address(place).filter((address) -> address.scheme().equals("seda")).isEmpty();
	}

	/**
	 * Whether the answer of a server comes in place of the message; with
	 * ignoreResponseBody it would be nothing.
	 */
	boolean takesAnswer(Place place) {
		return Set.of("to", "toD").contains(place.key()) && place.text("variableReceive").isEmpty()
				&& address(place).filter((address) -> address.scheme().matches("https?")).isPresent();
	}

	/** Whether a message goes through its steps, and on as they leave it. */
	static boolean isTransparent(Place place) {
		return isStep(place) && Set.of("doTry", BREAKER, "pipeline", "step").contains(place.key());
	}

	static boolean setsBody(Place place) {
		return isStep(place) && BODIES.contains(place.key());
	}

	/** Whether each is stored in the database. */
	boolean isEachStored(Place place) {
		return each(place,
				(step) -> address(step).filter((address) -> !address.isConsumed() && address.scheme().equals("jdbc"))
					.isPresent(),
				(step) -> letsPast(step) || forgives(step) || keepsBack(step));
	}

	private static boolean isStep(Place place) {
		return place.isMapping() && !place.isOption();
	}

}
