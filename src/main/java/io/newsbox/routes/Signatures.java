package io.newsbox.routes;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What each route is made of: its own text, without layout and comments, that of the
 * configurations that it uses, and the files that these name. A route has changed when
 * one of them has.
 */
final class Signatures {

	private Signatures() {
	}

	/** By id of the route, in the order of the files. */
	static Map<String, List<Object>> of(List<Definition> definitions, Snapshot snapshot) {
		Map<String, List<Object>> signatures = new LinkedHashMap<>();
		definitions.stream()
			.filter(Definition::isRoute)
			.forEach((route) -> signatures.put(route.id(), of(route, definitions, snapshot)));
		return signatures;
	}

	private static List<Object> of(Definition route, List<Definition> definitions, Snapshot snapshot) {
		List<Definition> parts = parts(route, definitions);
		List<Object> values = parts.stream().map((part) -> part.place().value()).toList();
		List<String> files = files(parts).map((file) -> String.valueOf(snapshot.text(file))).toList();
		return List.of(values, files);
	}

	/** The route itself and the configurations that it uses. */
	static List<Definition> parts(Definition route, List<Definition> definitions) {
		List<String> used = Arrays.stream(route.place().text("routeConfigurationId").split(",", -1))
			.map(String::strip)
			.toList();
		return definitions.stream()
			.filter((part) -> part.equals(route) || (!part.isRoute() && used.contains(part.id())))
			.toList();
	}

	/** Names of the files that these refer to. */
	static Stream<String> files(List<Definition> parts) {
		return parts.stream().flatMap((part) -> part.place().all()).filter(Source::isReference).map(Source::fileName);
	}

}
