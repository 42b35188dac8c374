package io.newsbox.routes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An endpoint in a route file.
 *
 * @param path what stands between the scheme and the options
 * @param options where each option is set
 */
record Address(Place place, String scheme, String path, Map<String, Place> options) {

	private static final Set<String> KEYS = Set.of("from", "to", "toD", "wireTap", "enrich", "pollEnrich", "poll");

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
		String text = uri.text();
		try {
			text = scratch.resolve(text);
		}
		catch (IllegalArgumentException ex) {
			// Placeholders has found that
			return Optional.empty();
		}
		return (text.isEmpty() || text.startsWith("$")) ? Optional.empty()
				: Optional.of(of(uri, place, text).named(scratch));
	}

	private static Address of(Place uri, Place place, String text) {
		Map<String, Place> options = new LinkedHashMap<>();
		place.get("parameters").ifPresent((all) -> all.inner().forEach((option) -> options.put(option.key(), option)));
		String[] parts = text.split("\\?", 2);
		if (parts.length > 1) {
			for (String option : parts[1].split("&", -1)) {
				options.put(option.split("=", 2)[0], uri);
			}
		}
		String[] address = parts[0].split(":", 2);
		String path = (address.length > 1) ? address[1].replaceFirst("^//", "") : "";
		return new Address(uri, address[0], path, options);
	}

	/** The name of a direct endpoint may be an option, as Kaoto writes it. */
	private Address named(Scratch scratch) {
		return (this.path.isEmpty() && this.scheme.equals("direct"))
				? new Address(this.place, this.scheme, option("name", scratch), this.options) : this;
	}

	/** Whether it is known only once there is a message. */
	boolean isDynamic() {
		return this.path.contains("${");
	}

	/** Whether messages of the broker come in there. */
	boolean isIntake() {
		return isConsumed() && this.scheme.equals("spring-rabbitmq");
	}

	boolean isConsumed() {
		Place mapping = (this.place.isText() && this.place.key().equals("uri")) ? this.place.mapping() : this.place;
		return mapping != null && mapping.key().equals("from");
	}

	/**
	 * What an option is set to; empty where it is not set, or to a setting that does not
	 * exist.
	 */
	String option(String name, Scratch scratch) {
		Place option = this.options.get(name);
		if (option == null) {
			return "";
		}
		try {
			String text = scratch.resolve(option.text());
			if (option.key().equals(name)) {
				return RAW.matcher(text).replaceFirst("$1");
			}
			Matcher query = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(text);
			return query.find() ? query.group(1) : "";
		}
		catch (IllegalArgumentException ex) {
			// Placeholders has found that
			return "";
		}
	}

	@Override
	public String toString() {
		return this.scheme + ":" + this.path;
	}

}
