package io.newsbox.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * The words that Camel's YAML knows, out of the schema that it brings for editors. Read
 * only when there is something to suggest.
 */
final class Vocabulary {

	private static final String STEPS = "steps";

	private final Map<String, Set<String>> words = new TreeMap<>();

	Vocabulary() {
		try (InputStream schema = new ClassPathResource("schema/camelYamlDsl.json").getInputStream()) {
			JsonNode definitions = new ObjectMapper().readTree(schema).path("items").path("definitions");
			definitions.forEach((definition) -> learn(definition, definitions));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void learn(JsonNode definition, JsonNode definitions) {
		definition.path("properties").properties().forEach((property) -> {
			JsonNode value = property.getValue();
			String reference = value.path("$ref").asText(value.path("items").path("$ref").asText());
			String name = reference.substring(reference.lastIndexOf('/') + 1);
			Set<String> known = this.words.computeIfAbsent(property.getKey(), (key) -> new TreeSet<>());
			definitions.path(name)
				.findValues("properties")
				.forEach((some) -> some.fieldNames().forEachRemaining(known::add));
		});
	}

	/** What may stand in a mapping with this key; with {@code steps}: all steps. */
	Set<String> in(String key) {
		return this.words.getOrDefault(key, Set.of());
	}

	/** What may be a step. */
	Set<String> steps() {
		return in(STEPS);
	}

}
