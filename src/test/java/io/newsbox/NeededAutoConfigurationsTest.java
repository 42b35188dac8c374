package io.newsbox;

import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class NeededAutoConfigurationsTest {

	@ParameterizedTest
	@MethodSource("ofCamelsSettings")
	void aComponentOrLanguageGetsItsSettingsHoweverTheyAreWritten(String name) throws ClassNotFoundException {
		String[] properties = Class.forName(name).getAnnotation(ConditionalOnHierarchicalProperties.class).value();
		String setting = properties[1] + ".any-option";
		assertThat(isNeeded(name, false)).as("without a setting").isFalse();
		assertThat(isNeeded(name, false, setting)).as(setting).isTrue();
		String variable = setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
		assertThat(isNeeded(name, false, variable)).as(variable).isTrue();
		assertThat(isNeeded(name, true, setting)).as("in the console").isFalse();
	}

	static List<String> ofCamelsSettings() {
		List<String> names = StreamSupport
			.stream(ImportCandidates.load(AutoConfiguration.class, null).spliterator(), false)
			.filter((name) -> name.matches("org\\.apache\\.camel\\..*(Component|Language)AutoConfiguration"))
			.toList();
		assertThat(names).hasSizeGreaterThan(20);
		return names;
	}

	@ParameterizedTest
	@CsvSource({ "org.apache.camel.spring.boot.CamelAutoConfiguration, true, false",
			"org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration, true, false",
			"org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration, true, false",
			"org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration, false, true",
			"org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration, false, true",
			"org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration, false, true",
			"io.hawt.springboot.HawtioEndpointAutoConfiguration, false, true",
			"org.apache.camel.spring.boot.actuate.health.AsyncHealthIndicatorAutoConfiguration, false, true",
			"org.apache.camel.component.http.springboot.HttpComponentTimeoutConverter, false, false",
			"org.springframework.boot.autoconfigure.amqp.RabbitAutoConfiguration, true, false",
			"org.springframework.boot.autoconfigure.amqp.RabbitAnnotationDrivenConfiguration, false, false",
			"org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration, true, true",
			"org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration, true, true",
			"org.springframework.security.config.annotation.web.configuration.WebSecurityConfiguration, true, true" })
	void eachIsForNewsboxOrForTheConsole(String name, boolean forNewsbox, boolean forConsole) {
		assertThat(isNeeded(name, false)).as("for newsbox").isEqualTo(forNewsbox);
		assertThat(isNeeded(name, true)).as("for the console").isEqualTo(forConsole);
	}

	private static boolean isNeeded(String name, boolean console, String... settings) {
		MockEnvironment environment = new MockEnvironment();
		List.of(settings).forEach((setting) -> environment.setProperty(setting, "1"));
		NeededAutoConfigurations needed = new NeededAutoConfigurations();
		needed.setEnvironment(environment);
		needed.setBeanFactory(new DefaultListableBeanFactory(console ? new DefaultListableBeanFactory() : null));
		return needed.match(new String[] { name }, mock(AutoConfigurationMetadata.class))[0];
	}

}
