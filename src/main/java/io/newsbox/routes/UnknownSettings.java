package io.newsbox.routes;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.springframework.boot.autoconfigure.amqp.RabbitProperties;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
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
 * Settings of newsbox, of the broker and of the database that do not exist, mistyped as a
 * rule. Spring Boot passes over them.
 */
final class UnknownSettings {

	private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("newsbox");

	/** What Spring Boot reads. */
	private static final Map<ConfigurationPropertyName, Class<?>> SPRINGS = Map.of(
			ConfigurationPropertyName.of("spring.rabbitmq"), RabbitProperties.class,
			ConfigurationPropertyName.of("spring.datasource"), DataSourceProperties.class);

	/** And what its connection pool reads: any property of it, and of the driver. */
	private static final ConfigurationPropertyName POOL = ConfigurationPropertyName.of("spring.datasource.hikari");

	private static final String DEFAULTS = "class path resource [application.yaml]";

	/** Where others have names like ours: in Kubernetes there may be NEWSBOX_PORT. */
	private static final Set<String> SHARED = Set.of(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
			StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

	/** Of a file, as Spring writes it. */
	private static final Pattern DESCRIPTION = Pattern.compile("^(?:file|URL) \\[(?:file:)?(.*)]$");

	private static final Pattern REFERENCE = Pattern.compile("(?:\\$\\{|\\{\\{\\??)(newsbox\\.[^{}:]+)");

	private final List<IterableConfigurationPropertySource> sources;

	/** All that exist: of its own newsbox has a default for each. */
	private final Set<ConfigurationPropertyName> known;

	UnknownSettings(Environment environment) {
		this.sources = StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.map(IterableConfigurationPropertySource.class::cast)
			.toList();
		this.known = this.sources.stream()
			.filter((source) -> name(source).contains(DEFAULTS))
			.flatMap(IterableConfigurationPropertySource::stream)
			.filter(OURS::isAncestorOf)
			.collect(Collectors.toSet());
		// each that it asks for
		Binder binder = Binder.get(environment, new BindHandler() {
			@Override
			public <T> Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
				UnknownSettings.this.known.add(name);
				return target;
			}
		});
		SPRINGS.forEach((root, type) -> binder.bind(root, Bindable.of(type)));
	}

	private static String name(ConfigurationPropertySource source) {
		return (source.getUnderlyingSource() instanceof PropertySource<?> properties) ? properties.getName() : "";
	}

	/**
	 * Finds them.
	 * @param routes may refer to settings that operations made up for them
	 */
	List<Problem> problems(Snapshot routes) {
		Set<ConfigurationPropertyName> used = Stream.concat(routes.files().values().stream(), values())
			.flatMap((text) -> REFERENCE.matcher(text).results())
			.map((reference) -> ConfigurationPropertyName.adapt(reference.group(1), '.'))
			.collect(Collectors.toSet());
		return this.sources.stream()
			.flatMap((source) -> source.stream()
				.filter((name) -> isLookedAt(name) && !used.contains(name) && isUnknown(name, source))
				.map(source::getConfigurationProperty))
			// not null, and not the heading of settings that are commented out
			.filter((property) -> property != null && !property.getValue().equals(""))
			.map(this::problem)
			.sorted()
			.toList();
	}

	private Stream<String> values() {
		return this.sources.stream()
			.flatMap((source) -> source.stream().map(source::getConfigurationProperty))
			.filter(Objects::nonNull)
			.map((property) -> property.getValue().toString());
	}

	private static boolean isLookedAt(ConfigurationPropertyName name) {
		return OURS.isAncestorOf(name) || (SPRINGS.keySet().stream().anyMatch((root) -> root.isAncestorOf(name))
				&& !POOL.equals(name) && !POOL.isAncestorOf(name));
	}

	private boolean isUnknown(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		if (this.known.contains(name)) {
			return false;
		}
		if (!SHARED.contains(name(source))) {
			return true;
		}
		// there Spring Boot also takes _ for a dash, and what is not like any of ours is
		// another's
		return this.known.stream().map(UnknownSettings::dotted).noneMatch(dotted(name)::equals)
				&& !Suggestion.of(own(name), ofSameRoot(name).map(UnknownSettings::own).toList()).isEmpty();
	}

	private Stream<ConfigurationPropertyName> ofSameRoot(ConfigurationPropertyName name) {
		return this.known.stream().filter((other) -> other.chop(1).equals(name.chop(1)));
	}

	private static String dotted(ConfigurationPropertyName name) {
		return name.toString().replace('-', '.');
	}

	private static String own(ConfigurationPropertyName name) {
		return name.subName(1).toString();
	}

	private Problem problem(ConfigurationProperty property) {
		Origin origin = (property.getOrigin() instanceof PropertySourceOrigin outer && outer.getOrigin() != null)
				? outer.getOrigin() : property.getOrigin();
		String text = property.getName() + " is no setting" + Suggestion.of(property.getName().toString(),
				this.known.stream().map(ConfigurationPropertyName::toString).toList());
		if (origin instanceof TextResourceOrigin file && file.getResource() != null && file.getLocation() != null) {
			String path = DESCRIPTION.matcher(file.getResource().getDescription()).replaceFirst("$1");
			return new Problem(path, file.getLocation().getLine() + 1, text);
		}
		return new Problem(String.valueOf(origin), 0, text);
	}

}
