package io.newsbox.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Who calls whom through {@code direct:}, and ids. */
final class Calls {

	private final Scratch scratch;

	private final Findings findings;

	/** Endpoints that newsbox itself sends to, and ids of routes that it starts. */
	private final Set<String> calledByCode;

	Calls(Scratch scratch, Findings findings, Set<String> calledByCode) {
		this.scratch = scratch;
		this.findings = findings;
		this.calledByCode = calledByCode;
	}

	void look(List<Definition> definitions) {
		Map<String, Address> inputs = new LinkedHashMap<>();
		Map<String, Address> calls = new LinkedHashMap<>();
		List<Address> dynamic = new ArrayList<>();
		Collection<String> routes = new TreeSet<>(
				definitions.stream().filter(Definition::isRoute).map(Definition::id).toList());
		for (Definition definition : definitions) {
			definition.place().all().forEach((place) -> Address.at(place, this.scratch).ifPresent((address) -> {
				if (address.scheme().equals("direct") && address.isDynamic()) {
					dynamic.add(address);
				}
				else if (address.scheme().equals("direct")) {
					Address before = (address.isConsumed() ? inputs : calls).putIfAbsent(address.toString(), address);
					if (before != null && address.isConsumed()) {
						this.findings.add(address.place(), "a second route from " + address + ": the first is at "
								+ before.place().file() + ":" + before.place().line());
					}
				}
				else if (address.scheme().equals("controlbus")) {
					routeId(address, routes);
				}
			}));
		}
		missing(inputs, calls, routes);
		List<Place> called = inputs.entrySet()
			.stream()
			.filter((input) -> calls.containsKey(input.getKey()) || this.calledByCode.contains(input.getKey()))
			.map((input) -> input.getValue().place())
			.toList();
		definitions.forEach((definition) -> started(definition, called));
		dynamic.stream()
			.filter((call) -> inputs.keySet().stream().noneMatch(call::mayBe))
			.forEach((call) -> this.findings.add(call.place(), "no route is from " + call));
		inputs.forEach((name, input) -> {
			if (!calls.containsKey(name) && !this.calledByCode.contains(name)
					&& dynamic.stream().noneMatch((call) -> call.mayBe(name)) && !isNamed(name, input, definitions)) {
				this.findings.add(input.place(), "nobody calls " + name + ": no step sends to it");
			}
		});
	}

	/** Whether an expression may give it, a list of recipients say. */
	private static boolean isNamed(String name, Address input, List<Definition> definitions) {
		Pattern whole = Pattern.compile(Pattern.quote(name) + "(?![\\w-])");
		return definitions.stream()
			.flatMap((definition) -> definition.place().all())
			.anyMatch((place) -> whole.matcher(place.text()).find() && !place.equals(input.place()));
	}

	private void missing(Map<String, Address> inputs, Map<String, Address> calls, Collection<String> routes) {
		calls.forEach((name, call) -> {
			if (!inputs.containsKey(name)) {
				this.findings.add(call.place(), "no route is from " + name + Suggestion.of(name, inputs.keySet()));
			}
		});
		for (String name : this.calledByCode) {
			if (name.contains(":") && !inputs.containsKey(name)) {
				this.findings.add(new Problem("*" + Snapshot.ROUTES, 0,
						"no route is from " + name + ", which newsbox itself calls"));
			}
			else if (!name.contains(":") && !routes.contains(name)) {
				this.findings.add(new Problem("*" + Snapshot.ROUTES, 0,
						"no route has the id '" + name + "', by which newsbox itself starts it"));
			}
		}
	}

	/** Whoever calls a route that is not would hold what it has for ever. */
	private void started(Definition route, List<Place> called) {
		route.place()
			.get("autoStartup")
			.filter((place) -> this.scratch.resolved(place.text()).filter("false"::equalsIgnoreCase).isPresent())
			.filter((place) -> route.place().all().anyMatch(called::contains))
			.ifPresent((place) -> this.findings.add(place,
					"autoStartup: false: whoever calls this route would wait for it. Take it away"));
	}

	private void routeId(Address address, Collection<String> routes) {
		String id = address.option("routeId");
		if (!id.isEmpty() && !id.equals("current") && !routes.contains(id)) {
			this.findings.add(address.at("routeId"), "unknown route '" + id + "'" + Suggestion.of(id, routes));
		}
	}

}
