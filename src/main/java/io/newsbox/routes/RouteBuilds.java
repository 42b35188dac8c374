package io.newsbox.routes;

import java.util.List;
import java.util.Map;

import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/**
 * Builds the routes in which no rule has found anything, as they would be built to be
 * started: Camel may know of something that no rule does.
 */
final class RouteBuilds {

	private final List<Definition> definitions;

	private final Scratch scratch;

	private final Findings findings;

	RouteBuilds(List<Definition> definitions, Scratch scratch, Findings findings) {
		this.definitions = definitions;
		this.scratch = scratch;
		this.findings = findings;
	}

	/**
	 * Builds them.
	 * @param texts of the route files, by name; blank where Camel cannot read one
	 */
	void build(Map<String, String> texts) {
		List<Definition> sound = this.definitions.stream().filter(this::isSound).toList();
		try {
			for (RouteDefinition route : CamelYaml.routes(this.scratch.camel(), texts)) {
				sound.stream()
					.filter((definition) -> definition.id().equals(route.getRouteId()))
					.findFirst()
					.ifPresent((definition) -> build(route, definition));
			}
		}
		catch (Exception ex) {
			if (this.findings.problems().isEmpty()) {
				this.findings.add(new Problem("*" + Snapshot.ROUTES, 0, Causes.text(ex)));
			}
		}
	}

	private boolean isSound(Definition route) {
		List<Definition> parts = Signatures.parts(route, this.definitions);
		return route.isRoute()
				&& parts.stream()
					.map(Definition::place)
					.noneMatch((place) -> this.findings.isAny(place.file(), place.line(), place.lastLine()))
				&& Signatures.files(parts).noneMatch((file) -> this.findings.isAny(file, 0, Integer.MAX_VALUE));
	}

	private void build(RouteDefinition route, Definition definition) {
		boolean resolved = resolve(route.getInput().getEndpointUri(), definition);
		for (ProcessorDefinition<?> step : ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(),
				ProcessorDefinition.class)) {
			if (step instanceof EndpointRequiredDefinition target && !target.getEndpointUri().contains("${")) {
				resolved &= resolve(target.getEndpointUri(), definition);
			}
		}
		try {
			if (resolved) {
				this.scratch.camel().getModelReifierFactory().createRoute(this.scratch.camel(), route);
			}
		}
		catch (Exception ex) {
			this.findings.add(definition.place(), Causes.text(ex));
		}
	}

	private boolean resolve(String uri, Definition definition) {
		try {
			this.scratch.camel().getEndpoint(uri);
			return true;
		}
		catch (RuntimeException ex) {
			Place culprit = culprit(uri, definition, Causes.text(ex));
			this.findings.add(culprit, (culprit.isOption() ? culprit.key() + ": " : "") + Causes.text(ex));
			return false;
		}
	}

	/** The option whose value the error names, else the endpoint. */
	private Place culprit(String uri, Definition definition, String error) {
		List<Address> addresses = definition.place()
			.all()
			.flatMap((place) -> Address.at(place, this.scratch).stream())
			.filter((address) -> this.scratch.resolve(uri).replace("//", "").startsWith(address.toString()))
			.toList();
		return addresses.stream()
			.flatMap((address) -> address.options().values().stream())
			.map(Address.Option::place)
			.filter((option) -> option.isOption() && (error + " ").contains(": " + option.text() + " "))
			.findFirst()
			.or(() -> addresses.stream().map(Address::place).findFirst())
			.orElse(definition.place());
	}

}
