package io.newsbox.routes;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.apache.camel.spi.EndpointUriFactory;

/** Components and options that do not exist. */
final class Endpoints implements Rule {

	@Override
	public void look(Place place, Scratch scratch, Findings findings) {
		Address.at(place, scratch).ifPresent((address) -> {
			if (address.isDynamic() && Set.of("from", "to").contains(place.key())) {
				findings.add(address.place(),
						"${…} is not evaluated in " + place.key() + (place.key().equals("to") ? ": write toD" : ""));
			}
			look(address, scratch, findings);
		});
	}

	private static void look(Address address, Scratch scratch, Findings findings) {
		if (scratch.camel().getComponent(address.scheme(), true, false) == null) {
			findings.add(address.place(), "unknown component '" + address.scheme() + "'"
					+ Suggestion.of(address.scheme(), scratch.known("component")));
			return;
		}
		EndpointUriFactory options = scratch.camel().getCamelContextExtension().getEndpointUriFactory(address.scheme());
		if (options == null) {
			return;
		}
		for (Map.Entry<String, Address.Option> option : address.options().entrySet()) {
			String name = option.getKey();
			String suggestion = Suggestion.of(name, new TreeSet<>(options.propertyNames()));
			boolean known = options.propertyNames().contains(name)
					|| options.multiValuePrefixes().values().stream().anyMatch(name::startsWith)
					// a lenient component sends it on, unless it is a slip of the pen
					|| (options.isLenientProperties() && suggestion.isEmpty());
			if (!known) {
				findings.add(option.getValue().place(),
						"unknown option '" + name + "' of " + address.scheme() + suggestion);
			}
		}
	}

}
