package io.newsbox.routes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Ids of routes, route configurations and steps, which have to be unique. */
final class Ids {

	private final Findings findings;

	Ids(Findings findings) {
		this.findings = findings;
	}

	void look(List<Definition> definitions) {
		Map<String, Place> used = new HashMap<>();
		Set<String> files = new HashSet<>();
		for (Definition definition : definitions) {
			if (definition.id().isEmpty()) {
				this.findings.add(definition.place(), "this " + definition.place().key() + " has no id");
			}
			else if (definition.isRoute() && files.add(definition.file())
					&& !definition.file().equals(definition.id() + Snapshot.ROUTES)) {
				this.findings.add(definition.place().get("id").orElse(definition.place()),
						"the first route of " + definition.file() + " has the id '" + definition.id()
								+ "': name the file " + definition.id() + Snapshot.ROUTES
								+ ", or the route as the file");
			}
			definition.place()
				.all()
				.filter((place) -> place.key().equals("id") && place.isText() && !place.isOption())
				.forEach((place) -> unique(place, used));
		}
		configurations(definitions);
	}

	private void unique(Place id, Map<String, Place> used) {
		Place other = used.putIfAbsent(id.text(), id);
		if (other != null) {
			this.findings.add(id,
					"duplicate id '" + id.text() + "': it is also at " + other.file() + ":" + other.line());
		}
	}

	/** An unknown one would be ignored, and the route would drop what it should hold. */
	private void configurations(List<Definition> definitions) {
		Set<String> known = new TreeSet<>(
				definitions.stream().filter((definition) -> !definition.isRoute()).map(Definition::id).toList());
		for (Definition definition : definitions) {
			definition.place().get("routeConfigurationId").ifPresent((place) -> {
				for (String id : place.text().split(",", -1)) {
					if (!known.contains(id.strip())) {
						this.findings.add(place,
								"unknown routeConfiguration '" + id.strip() + "'" + Suggestion.of(id.strip(), known));
					}
				}
			});
		}
	}

}
