package io.newsbox.routes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An endpoint in a route file.
 *
 * @param path what stands between the scheme and the options
 * @param options by name
 */
record Address(Place place, String scheme, String path, Map<String, Option> options) {

	private static final Set<String> KEYS = Set.of("from", "to", "toD", "wireTap", "enrich", "pollEnrich", "poll");

	private static final String EXPRESSION = "${";

	/** The options that Kaoto writes in place of a path. */
	private static final Map<String, String> NAMES = Map.of("direct", "name", "bean", "beanName");

	/** What Camel takes as it is. */
	private static final Pattern RAW = Pattern.compile("^RAW\\((.*)\\)$");

	/** The endpoint that is named at this place, if one is. */
	static Optional<Address> at(Place place, Scratch scratch) {
		if (!KEYS.contains(place.key()) || place.isOption()) {
			return Optional.empty();
		}
		Place uri = place.isText() ? place
				: place.get("uri")
					.or(() -> place.expression("constant"))
					.or(() -> place.expression("simple"))
					.orElse(place);
		return scratch.resolved(uri.text())
			.filter((text) -> !text.isEmpty() && !text.startsWith("$"))
			.map((text) -> of(text, uri, place, scratch));
	}

	private static Address of(String text, Place uri, Place step, Scratch scratch) {
		Map<String, Option> options = new LinkedHashMap<>();
		step.get("parameters").stream().flatMap((all) -> all.inner().stream()).forEach((option) -> {
			String value = scratch.resolved(option.text()).orElse("");
			options.put(option.key(), new Option(option, value));
		});
		String[] parts = text.split("\\?", 2);
		if (parts.length > 1) {
			for (String option : parts[1].split("&", -1)) {
				String[] value = option.split("=", 2);
				options.put(value[0], new Option(uri, (value.length > 1) ? value[1] : ""));
			}
		}
		String[] address = parts[0].split(":", 2);
		String path = (address.length > 1) ? address[1].replaceFirst("^//", "") : "";
		Address found = new Address(uri, address[0], path, options);
		String named = NAMES.get(found.scheme);
		return (path.isEmpty() && named != null) ? new Address(uri, found.scheme, found.option(named), options) : found;
	}

	/** Whether it is known only once there is a message. */
	boolean isDynamic() {
		return this.path.contains(EXPRESSION);
	}

	/** Whether it may turn out to be another. */
	boolean mayBe(String endpoint) {
		String all = toString();
		int begin = all.indexOf(EXPRESSION);
		if (begin < 0) {
			return all.equals(endpoint);
		}
		String end = all.substring(all.lastIndexOf('}') + 1);
		return endpoint.length() >= begin + end.length() && endpoint.startsWith(all.substring(0, begin))
				&& endpoint.endsWith(end.contains(EXPRESSION) ? "" : end);
	}

	/** Whether messages of the broker come in there. */
	boolean isIntake() {
		return isConsumed() && this.scheme.equals("spring-rabbitmq");
	}

	boolean isConsumed() {
		Place mapping = (this.place.isText() && this.place.key().equals("uri")) ? this.place.mapping() : this.place;
		return mapping != null && mapping.key().equals("from");
	}

	/** What an option is set to; empty where it is not. */
	String option(String name) {
		Option option = this.options.get(name);
		return (option != null) ? RAW.matcher(option.text()).replaceFirst("$1") : "";
	}

	/** Where an option is set, or would be. */
	Place at(String option) {
		Option set = this.options.get(option);
		return (set != null) ? set.place() : this.place;
	}

	@Override
	public String toString() {
		return this.scheme + ":" + this.path;
	}

	/**
	 * An option of an endpoint.
	 *
	 * @param text with the values of settings in place of their names; empty where one
	 * does not exist
	 */
	record Option(Place place, String text) {
	}

}
