package io.newsbox.routes;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import net.thisptr.jackson.jq.Scope;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.language.jq.JqLanguage;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.DefaultRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A Camel context with the application's beans and settings in which route files are
 * built and from which nothing is ever started: no connection, no consumer, no MBean. For
 * a trial there is another like it.
 */
final class Scratch implements AutoCloseable {

	private final ApplicationContext application;

	private final DefaultCamelContext camel;

	private final RouteFolder folder;

	private final Snapshot snapshot;

	private @Nullable Examples examples;

	private @Nullable Set<String> columns;

	Scratch(ApplicationContext application, RouteFolder folder, Snapshot snapshot) {
		this.application = application;
		this.folder = folder;
		this.snapshot = snapshot;
		this.camel = context();
	}

	/**
	 * Another context for these files.
	 * @param others beans that come before the application's
	 */
	DefaultCamelContext context(BeanRepository... others) {
		DefaultRegistry beans = new DefaultRegistry(others);
		beans.addBeanRepository(new ApplicationContextBeanRepository(this.application));
		DefaultCamelContext context = new DefaultCamelContext(beans);
		context.disableJMX();
		context.setStartupSummaryLevel(StartupSummaryLevel.Off);
		context.getPropertiesComponent().addPropertiesSource(new Settings(this.application.getEnvironment()));
		context.getRegistry()
			.bind(SnapshotResolver.BEAN, new SnapshotResolver(this.folder.path(), () -> this.snapshot));
		return context;
	}

	DefaultCamelContext camel() {
		return this.camel;
	}

	RouteFolder folder() {
		return this.folder;
	}

	Snapshot snapshot() {
		return this.snapshot;
	}

	/** Replaces {@code {{…}}}. */
	String resolve(String text) {
		return this.camel.resolvePropertyPlaceholders(text);
	}

	/** The same; empty where a setting does not exist, which rule Placeholders finds. */
	Optional<String> resolved(String text) {
		try {
			return Optional.of(resolve(text));
		}
		catch (RuntimeException ex) {
			return Optional.empty();
		}
	}

	/** Whether there is an article API. */
	boolean hasArticleApi() {
		return !resolve("{{newsbox.fallback.article-api-url}}").isEmpty();
	}

	/** Whether a step is as good as taken away. */
	boolean isDisabled(Place step) {
		return resolved(step.text("disabled")).filter("true"::equalsIgnoreCase).isPresent();
	}

	@Nullable Class<?> beanType(String name) {
		return this.application.containsBean(name) ? this.application.getType(name) : null;
	}

	List<String> beans() {
		return Arrays.asList(this.application.getBeanDefinitionNames());
	}

	List<String> beans(Class<?> type) {
		return Arrays.asList(this.application.getBeanNamesForType(type));
	}

	boolean isSetting(String name) {
		return this.application.getEnvironment().containsProperty(name);
	}

	/** newsbox's own settings, by name. */
	List<String> settings() {
		return ((ConfigurableEnvironment) this.application.getEnvironment()).getPropertySources()
			.stream()
			.filter((source) -> source instanceof EnumerablePropertySource<?>)
			.flatMap((source) -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
			.filter((name) -> name.startsWith("newsbox."))
			.toList();
	}

	/**
	 * What this newsbox has of Camel.
	 * @param kind component or language
	 */
	List<String> known(String kind) {
		try {
			Resource[] found = new PathMatchingResourcePatternResolver()
				.getResources("classpath*:META-INF/services/org/apache/camel/" + kind + "/*");
			return Stream.of(found).map(Resource::getFilename).filter(Objects::nonNull).toList();
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	/** The examples, with the mapping of these files. */
	Examples examples() {
		if (this.examples == null) {
			this.examples = new Examples(this.folder.examples(), this.snapshot.text(Examples.MAPPING), this.camel);
		}
		return this.examples;
	}

	/** What a jq program may call without having defined it. */
	Scope jqFunctions() {
		return ((JqLanguage) this.camel.resolveLanguage("jq")).getRootScope();
	}

	/**
	 * What a statement may be given: the columns of the rows that the mapping makes of
	 * the examples, and what newsbox adds. Empty where there is no example that it maps,
	 * or something is wrong with it: it might not end.
	 */
	Set<String> columns() {
		if (this.columns == null) {
			String mapping = this.snapshot.text(Examples.MAPPING);
			boolean sound = mapping != null
					&& new JqProgram(new Source(Examples.MAPPING, 1, mapping), jqFunctions()).problems().isEmpty();
			this.columns = sound ? examples().columns() : Set.of();
		}
		return this.columns;
	}

	/** The name of a file of the routes directory; null if it lies elsewhere. */
	@Nullable String fileName(String path) {
		return SnapshotResolver.name(this.folder.path(), path);
	}

	@Override
	public void close() {
		this.camel.shutdown();
	}

	private record Settings(Environment environment) implements PropertiesSource {

		@Override
		public String getName() {
			return "settings";
		}

		@Override
		public @Nullable String getProperty(String name) {
			return this.environment.getProperty(name);
		}

	}

}
