package io.newsbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/**
 * Leaves out the auto-configurations that have nothing to do, and would cost the start a
 * second: those for the other of the two contexts, newsbox's and the console's, and those
 * that give settings to Camel's components and languages where there are none. What
 * neither context ever needs stands in {@code application.yaml}.
 * <p>
 * Spring Boot finds it in {@code META-INF/spring.factories}, and asks it for each class
 * that an auto-configuration imports, too.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class NeededAutoConfigurations implements AutoConfigurationImportFilter, BeanFactoryAware, EnvironmentAware {

	private static final Pattern OF_CONSOLE = Pattern
		.compile("(?:io\\.hawt|org\\.jolokia|org\\.apache\\.camel\\.spring\\.boot\\.actuate"
				+ "|org\\.springframework\\.boot\\.autoconfigure\\.(?:http|jackson|security|web)"
				// but for what measures: Micrometer's registry is newsbox's
				+ "|org\\.springframework\\.boot\\.actuate\\.autoconfigure(?!\\.(?:metrics|observation|ssl)\\.)"
				+ "|org\\.springframework\\.boot\\.actuate\\.autoconfigure\\.observation\\.web)\\..*");

	/**
	 * Of all auto-configurations. Both contexts need placeholders, and have to know how
	 * they are closed.
	 */
	private static final Pattern OF_NEWSBOX = Pattern
		.compile("org\\.apache\\.camel\\..*|.*(?<!Lifecycle|PropertyPlaceholder)AutoConfiguration");

	private static final Pattern OF_SETTINGS = Pattern.compile(
			"org\\.apache\\.camel\\..*\\.springboot\\.(\\w+)(Component|Language)(?:AutoConfiguration|\\w*Converter)");

	/**
	 * For listeners that are marked by annotations: each bean would be searched for them.
	 */
	private static final String OF_LISTENERS = "org.springframework.boot.autoconfigure.amqp.RabbitAnnotationDrivenConfiguration";

	private boolean console;

	private Set<String> settings = Set.of();

	@Override
	public void setBeanFactory(BeanFactory context) {
		// only the console's has a parent
		this.console = ((HierarchicalBeanFactory) context).getParentBeanFactory() != null;
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.settings = ((ConfigurableEnvironment) environment).getPropertySources()
			.stream()
			.filter(EnumerablePropertySource.class::isInstance)
			.flatMap((source) -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
			.map(NeededAutoConfigurations::letters)
			.filter((name) -> name.startsWith("camel"))
			.collect(Collectors.toSet());
	}

	/** However it is written. */
	private static String letters(String name) {
		return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
	}

	@Override
	public boolean[] match(String[] names, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[names.length];
		for (int i = 0; i < names.length; i++) {
			// what another filter has taken away is null
			matches[i] = names[i] != null && isForThis(names[i]) && hasSettings(names[i])
					&& !names[i].equals(OF_LISTENERS);
		}
		return matches;
	}

	private boolean isForThis(String name) {
		boolean ofConsole = OF_CONSOLE.matcher(name).matches();
		return this.console ? ofConsole || !OF_NEWSBOX.matcher(name).matches() : !ofConsole;
	}

	private boolean hasSettings(String name) {
		Matcher of = OF_SETTINGS.matcher(name);
		if (!of.matches()) {
			return true;
		}
		String prefix = letters("camel" + of.group(2) + of.group(1));
		return this.settings.stream().anyMatch((setting) -> setting.startsWith(prefix));
	}

}
