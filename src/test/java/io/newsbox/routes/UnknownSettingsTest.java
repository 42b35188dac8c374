package io.newsbox.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

class UnknownSettingsTest {

	private static final String SYSTEM = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

	@Test
	void whatIsMistypedIsNamedWithWhereItStands() {
		assertThat(problems(Map.of(), Map.of("newsbox.routes-reloads", "true", "newsbox.wings", "2"), "")).isEqualTo(
				"""
						"newsbox.routes-reloads" from property source "settings": newsbox.routes-reloads is no setting: did you mean newsbox.routes-reload?
						"newsbox.wings" from property source "settings": newsbox.wings is no setting
						""");
		assertThat(problems(Map.of("NEWSBOX_ROUTES_RELAOD", "true"), Map.of(), "")).isEqualTo(
				"""
						"NEWSBOX_ROUTES_RELAOD" from property source "systemEnvironment": newsbox.routes.relaod is no setting: did you mean newsbox.routes-reload?
						""");
	}

	@Test
	void mistypedSettingsOfTheBrokerAndTheDatabaseAreNamed() {
		assertThat(problems(Map.of("SPRING_DATASOURCE_PASWORD", "x"),
				Map.of("spring.rabbitmq.adresses", "a,b", "spring.rabbitmq.ssl.bundel", "broker",
						"spring.rabbitmq.ssl.enabled", "true"),
				""))
			.isEqualTo(
					"""
							"SPRING_DATASOURCE_PASWORD" from property source "systemEnvironment": spring.datasource.pasword is no setting: did you mean spring.datasource.password?
							"spring.rabbitmq.adresses" from property source "settings": spring.rabbitmq.adresses is no setting: did you mean spring.rabbitmq.addresses?
							"spring.rabbitmq.ssl.bundel" from property source "settings": spring.rabbitmq.ssl.bundel is no setting: did you mean spring.rabbitmq.ssl.bundle?
							""");
	}

	@Test
	void whatSpringBootReadsIsASetting() {
		assertThat(problems(Map.of("SPRING_RABBITMQ_VIRTUAL_HOST", "a", "SPRING_RABBITMQ_VIRTUALHOST", "a"),
				Map.of("spring.rabbitmq.addresses[0]", "a", "spring.rabbitmq.addresses[1]", "b",
						"spring.rabbitmq.listener.simple.retry.max-attempts", "3", "spring.rabbitmq.publisherReturns",
						"true", "spring.datasource.hikari.data-source-properties.socketTimeout", "20",
						"spring.datasource.hikari.wings", "2", "spring.datasource.xa.properties.wings", "2"),
				""))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "newsbox.routes.reload", "newsbox.intake.exchange-typ", "newsbox.intake.queue",
			"newsbox.fallback-poll-interval" })
	void aDotIsNoDashAndABeginningIsNoName(String mistyped) {
		assertThat(problems(Map.of(), Map.of(mistyped, "x"), "type: \"{{newsbox.intake.exchange-type}}\""))
			.contains(mistyped + " is no setting");
	}

	@Test
	void aSettingMayBeWrittenAsSpringBootReadsIt() {
		assertThat(problems(Map.of("NEWSBOX_ROUTESRELOAD", "true", "NEWSBOX_ROUTES_DIRECTORY", "routes"),
				Map.of("newsbox.routesReload", "true", "newsbox.intake", ""), ""))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "NEWSBOX_PORT", "NEWSBOX_SERVICE_HOST", "NEWSBOX_PORT_8080_TCP_ADDR",
			"NEWSBOX_INTAKE_PORT", "NEWSBOX_FALLBACK_SERVICE_PORT", "NEWSBOX_LOG_DIRECTORY", "NEWSBOX_ROUTES_VERSION",
			"NEWSBOX_RABBITMQ" })
	void whatOthersHaveInTheEnvironmentIsNotMeant(String name) {
		assertThat(problems(Map.of(name, "x"), Map.of(), "")).isEmpty();
	}

	@Test
	void routesAndSettingsMayHaveSettingsOfTheirOwn() {
		assertThat(problems(Map.of(), Map.of("newsbox.wings", "2"), "count: \"{{?newsbox.wings}}\"")).isEmpty();
		assertThat(problems(Map.of(), Map.of("newsbox.site", "a", "newsbox.intake.group", "of-${newsbox.site}"), ""))
			.isEmpty();
	}

	private static String problems(Map<String, Object> system, Map<String, Object> settings, String routes) {
		StandardEnvironment environment = new StandardEnvironment();
		MutablePropertySources sources = environment.getPropertySources();
		sources.replace(SYSTEM, new SystemEnvironmentPropertySource(SYSTEM, system));
		sources.addFirst(new MapPropertySource("settings", settings));
		defaults().forEach(sources::addLast);
		StringBuilder lines = new StringBuilder();
		new UnknownSettings(environment).problems(new Snapshot(new TreeMap<>(Map.of("a.camel.yaml", routes))))
			.forEach((problem) -> lines.append(problem).append('\n'));
		return lines.toString();
	}

	private static List<PropertySource<?>> defaults() {
		ClassPathResource file = new ClassPathResource("application.yaml");
		try {
			return new YamlPropertySourceLoader().load(file.getDescription(), file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
