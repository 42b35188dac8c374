package io.newsbox.routes;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

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
				"\"NEWSBOX_ROUTES_RELAOD\" from property source \"systemEnvironment\": newsbox.routes.relaod is no setting: did you mean newsbox.routes-reload?\n");
	}

	@Test
	void aSettingMayBeWrittenAsSpringBootReadsIt() {
		assertThat(problems(Map.of("NEWSBOX_ROUTESRELOAD", "true", "NEWSBOX_ROUTES_DIRECTORY", "routes"),
				Map.of("newsbox.routesReload", "true"), ""))
			.isEmpty();
	}

	@Test
	void theEnvironmentOfKubernetesIsNotMeant() {
		assertThat(problems(Map.of("NEWSBOX_PORT", "tcp://10.0.0.1:80", "NEWSBOX_SERVICE_HOST", "10.0.0.1",
				"NEWSBOX_PORT_8080_TCP_ADDR", "10.0.0.1"), Map.of(), ""))
			.isEmpty();
	}

	@Test
	void routesMayHaveSettingsOfTheirOwn() {
		assertThat(problems(Map.of(), Map.of("newsbox.wings", "2"), "count: \"{{newsbox.wings}}\"")).isEmpty();
	}

	private static String problems(Map<String, Object> system, Map<String, Object> settings, String routes) {
		StandardEnvironment environment = new StandardEnvironment();
		MutablePropertySources sources = environment.getPropertySources();
		sources.replace(SYSTEM, new SystemEnvironmentPropertySource(SYSTEM, system));
		sources.addFirst(new MapPropertySource("settings", settings));
		sources.addLast(new MapPropertySource("class path resource [application.yaml]",
				Map.of("newsbox.routes-directory", "routes", "newsbox.routes-reload", "true", "server.port", "0")));
		StringBuilder lines = new StringBuilder();
		new UnknownSettings(environment).problems(new Snapshot(new TreeMap<>(Map.of("a.camel.yaml", routes))))
			.forEach((problem) -> lines.append(problem).append('\n'));
		return lines.toString();
	}

}
