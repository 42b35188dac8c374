package io.newsbox.routes;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Settings {@code newsbox.…} that do not exist, mistyped as a rule. Spring Boot passes
 * over them.
 */
final class UnknownSettings {

	private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("newsbox");

	private static final String DEFAULTS = "class path resource [application.yaml]";

	/** Where others have names like ours: in Kubernetes there may be NEWSBOX_PORT. */
	private static final Set<String> SHARED = Set.of(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
			StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

	/** Of a file, as Spring writes it. */
	private static final Pattern DESCRIPTION = Pattern.compile("^(?:file|URL) \\[(?:file:)?(.*)]$");

	private final List<IterableConfigurationPropertySource> sources;

	/** All that exist, by their letters: newsbox has a default for each. */
	private final Map<String, String> known;

	UnknownSettings(Environment environment) {
		this.sources = StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.map(IterableConfigurationPropertySource.class::cast)
			.toList();
		this.known = this.sources.stream()
			.filter((source) -> name(source).contains(DEFAULTS))
			.flatMap(IterableConfigurationPropertySource::stream)
			.filter(OURS::isAncestorOf)
			.map(ConfigurationPropertyName::toString)
			.collect(Collectors.toMap(UnknownSettings::letters, Function.identity()));
	}

	private static String name(ConfigurationPropertySource source) {
		return (source.getUnderlyingSource() instanceof PropertySource<?> properties) ? properties.getName() : "";
	}

	/**
	 * Spring Boot is as lenient: it reads NEWSBOX_ROUTESRELOAD and NEWSBOX_ROUTES_RELOAD.
	 */
	private static String letters(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	/**
	 * Finds them.
	 * @param routes may refer to settings that operations made up for them
	 */
	List<Problem> problems(Snapshot routes) {
		return this.sources.stream().flatMap((source) -> problems(source, routes)).sorted().toList();
	}

	private Stream<Problem> problems(IterableConfigurationPropertySource source, Snapshot routes) {
		boolean shared = SHARED.contains(name(source));
		return source.stream()
			.filter((name) -> OURS.isAncestorOf(name) && !this.known.containsKey(letters(name.toString())))
			.filter((name) -> routes.files().values().stream().noneMatch((text) -> text.contains("{{" + name)))
			.filter((name) -> !shared || !suggestion(name).isEmpty())
			.map((name) -> problem(source, name));
	}

	private Problem problem(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		ConfigurationProperty property = Objects.requireNonNull(source.getConfigurationProperty(name));
		Origin origin = (property.getOrigin() instanceof PropertySourceOrigin outer && outer.getOrigin() != null)
				? outer.getOrigin() : property.getOrigin();
		String text = name + " is no setting" + suggestion(name);
		if (origin instanceof TextResourceOrigin file && file.getResource() != null && file.getLocation() != null) {
			String path = DESCRIPTION.matcher(file.getResource().getDescription()).replaceFirst("$1");
			return new Problem(path, file.getLocation().getLine() + 1, text);
		}
		return new Problem(String.valueOf(origin), 0, text);
	}

	private String suggestion(ConfigurationPropertyName name) {
		return Suggestion.of(name.toString(), this.known.values());
	}

}
