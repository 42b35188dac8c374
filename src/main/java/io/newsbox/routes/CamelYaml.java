package io.newsbox.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.dsl.yaml.common.exception.UnknownNodeIdException;
import org.apache.camel.dsl.yaml.common.exception.UnsupportedFieldException;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A route file as Camel reads it.
 * <p>
 * Camel stops at the first word that it does not know. To find all in one run, what it
 * complains of is blanked out and the file is read again.
 */
final class CamelYaml {

	private static final int MOST_REPAIRS = 50;

	private final String file;

	private final Findings findings;

	private String text;

	CamelYaml(String file, String text, Findings findings) {
		this.file = file;
		this.text = text;
		this.findings = findings;
	}

	/**
	 * Reads route files. Configurations come first, of all files, and go into the
	 * context: a route of any file may use them while it is built.
	 * @param texts of the files, by name; blank ones hold nothing
	 */
	static List<RouteDefinition> routes(CamelContext camel, Map<String, String> texts) throws Exception {
		List<RouteBuilder> builders = new ArrayList<>();
		for (Map.Entry<String, String> file : texts.entrySet()) {
			if (!file.getValue().isBlank()) {
				RouteBuilder builder = builder(camel, file.getKey(), file.getValue());
				((RouteConfigurationBuilder) builder).addRouteConfigurationsToCamelContext(camel);
				builders.add(builder);
			}
		}
		List<RouteDefinition> routes = new ArrayList<>();
		for (RouteBuilder builder : builders) {
			routes.addAll(builder.configureRoutes(camel).getRoutes());
		}
		return routes;
	}

	/** Makes what Camel builds routes from; nothing of it has been read yet. */
	private static RouteBuilder builder(CamelContext camel, String file, String text) throws Exception {
		Collection<RoutesBuilder> builders = PluginHelper.getRoutesLoader(camel)
			.findRoutesBuilders(ResourceHelper.fromString("file:" + file, text));
		return (RouteBuilder) builders.iterator().next();
	}

	/**
	 * Finds what Camel does not understand.
	 * @return the text without it
	 */
	String understood(Scratch scratch) {
		for (int repairs = 0; repairs < MOST_REPAIRS; repairs++) {
			try {
				builder(scratch.camel(), this.file, this.text).configureRoutes(scratch.camel());
				return this.text;
			}
			catch (Exception ex) {
				if (!repair(ex, repairs > 0)) {
					return "";
				}
			}
		}
		return "";
	}

	private boolean repair(Exception failure, boolean repaired) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof MarkedYamlEngineException marked) {
				int index = marked.getProblemMark().map((mark) -> mark.getIndex()).orElse(0);
				String name = marked.getProblem().replaceFirst(".*: ", "");
				Optional<Place> unknown = unknown(marked, name, index);
				if (unknown.isPresent()) {
					this.findings.add(unknown.get(), words(unknown.get(), name));
					blank(unknown.get());
					return true;
				}
				int line = marked.getProblemMark().map((mark) -> mark.getLine() + 1).orElse(0);
				if (!repaired && !this.findings.isAny(this.file, line, line)) {
					this.findings.add(new Problem(this.file, line, marked.getProblem()));
				}
				return false;
			}
		}
		if (!repaired) {
			this.findings.add(new Problem(this.file, 0, Causes.text(failure)));
		}
		return false;
	}

	private Optional<Place> unknown(MarkedYamlEngineException problem, String name, int index) {
		if (!(problem instanceof UnsupportedFieldException) && !(problem instanceof UnknownNodeIdException)) {
			return Optional.empty();
		}
		// the mark is that of the value, or of the mapping that it is in
		return Definition.read(this.file, this.text, new Findings())
			.stream()
			.flatMap((definition) -> definition.place().all())
			.filter((place) -> place.key().equals(StringHelper.dashToCamelCase(name))
					&& (start(place.node()) == index || mappingStart(place) == index))
			.findFirst();
	}

	private static int mappingStart(Place place) {
		Place mapping = place.mapping();
		return (mapping != null) ? start(mapping.node()) : 0;
	}

	private static String words(Place unknown, String name) {
		Vocabulary vocabulary = new Vocabulary();
		Place mapping = unknown.mapping();
		boolean step = mapping != null && mapping.outer() != null && mapping.key().equals("steps");
		if (step) {
			return "unknown step '" + name + "'" + Suggestion.of(name, vocabulary.steps());
		}
		String owner = (mapping != null) ? mapping.key() : "";
		return "unknown '" + name + "' in " + owner + Suggestion.of(name, vocabulary.in(owner));
	}

	/** Spaces, so that all else stays in its line. */
	private void blank(Place unknown) {
		Place mapping = unknown.mapping();
		boolean alone = mapping != null && mapping.inner().size() == 1 && mapping.key().equals("steps");
		int end = unknown.node().getEndMark().map((mark) -> mark.getIndex()).orElse(this.text.length());
		int begin = keyStart(unknown);
		if (alone) {
			// with its dash
			begin = this.text.lastIndexOf('-', begin);
		}
		String blank = this.text.substring(begin, end).replaceAll("[^\\n]", " ");
		this.text = this.text.substring(0, begin) + blank + this.text.substring(end);
	}

	private static int keyStart(Place place) {
		return (place.mapping() != null && place.mapping().node() instanceof MappingNode mapping) ? mapping.getValue()
			.stream()
			.filter((entry) -> start(entry.getValueNode()) == start(place.node()))
			.mapToInt((entry) -> start(entry.getKeyNode()))
			.findFirst()
			.orElseThrow() : 0;
	}

	private static int start(Node node) {
		return node.getStartMark().map((mark) -> mark.getIndex()).orElse(0);
	}

}
