package io.newsbox.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Route files that were checked.
 *
 * @param definitions what they hold
 */
record RoutesVersion(Snapshot snapshot, List<Definition> definitions) {

	Map<String, List<Object>> signatures() {
		return Signatures.of(this.definitions, this.snapshot);
	}

	/** Routes of this version that the other has not, or not as they are here. */
	Set<String> notIn(RoutesVersion other) {
		Map<String, List<Object>> theirs = other.signatures();
		Set<String> routes = new LinkedHashSet<>();
		signatures().forEach((id, signature) -> {
			if (!signature.equals(theirs.get(id))) {
				routes.add(id);
			}
		});
		return routes;
	}

	/** What the file says on whether a route is started with newsbox. */
	String autoStartup(String id) {
		return this.definitions.stream()
			.filter((route) -> route.isRoute() && route.id().equals(id))
			.map((route) -> route.place().text("autoStartup"))
			.findFirst()
			.orElse("");
	}

	/**
	 * Some routes in the order in which they are to be started: each after those that it
	 * calls. What no route calls is called by code, in the midst of a route, so it comes
	 * first.
	 */
	List<String> inOrder(Collection<String> routes) {
		Set<String> order = new LinkedHashSet<>();
		Set<String> called = this.definitions.stream()
			.flatMap((definition) -> definition.place().all())
			.filter((place) -> !place.key().equals("from") && !isInput(place))
			.map(Place::text)
			.collect(Collectors.toSet());
		this.definitions.stream()
			.filter((route) -> route.isRoute() && input(route).startsWith("direct:") && !called.contains(input(route)))
			.forEach((route) -> order.add(route.id()));
		this.definitions.stream()
			.filter(Definition::isRoute)
			.forEach((route) -> append(route, order, new LinkedHashSet<>()));
		List<String> some = new ArrayList<>(order);
		some.retainAll(routes);
		return some;
	}

	private void append(Definition route, Set<String> order, Set<String> visited) {
		if (!visited.add(route.id())) {
			return;
		}
		List<String> called = route.place().all().filter(Place::isText).map(Place::text).toList();
		this.definitions.stream()
			.filter((other) -> other.isRoute() && called.contains(input(other)))
			.forEach((other) -> append(other, order, visited));
		order.add(route.id());
	}

	private static boolean isInput(Place place) {
		return place.outer() != null && place.outer().key().equals("from");
	}

	private static String input(Definition route) {
		return route.place().get("from").map((from) -> from.isText() ? from.text() : from.text("uri")).orElse("");
	}

}
