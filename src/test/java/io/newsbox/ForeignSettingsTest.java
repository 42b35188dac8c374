package io.newsbox;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ForeignSettingsTest {

	private static final Map<String, String> DEFAULTS = Map.of("camel.main.routes-include-pattern", "false",
			"server.address", "127.0.0.1");

	@ParameterizedTest
	@CsvSource({ "management.server.port, 8081", "management.server.port, 808O", "management.server.port, 0",
			"management.endpoints.web.base-path, /manage", "management.endpoints.web.path-mapping.health, healthz",
			"management.endpoints.web.path-mapping.jolokia, jmx", "management.endpoints.web.path-mapping.hawtio, hawt",
			"spring.mvc.servlet.path, /newsbox", "spring.main.web-application-type, servlet" })
	void whatMovesTheConsoleFromItsDoorsIsRefused(String name, String value) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> settings(DEFAULTS, Map.of(name, value)).refuse())
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo(name));
	}

	@Test
	void whatTakesThePlaceOfTheDefaultsIsRefused() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> settings(Map.of("newsbox.intake.exchange", "news"),
					Map.of("spring.config.location", "file:my.yaml"))
				.refuse())
			.withMessageContaining("spring.config.additional-location");
	}

	@Test
	void theRestIsForTheOperatorToDecide() {
		List<Map<String, String>> fine = List.of(Map.of(),
				Map.of("management.server.port", "8080", "management.endpoints.web.base-path", "/actuator"),
				Map.of("management.server.port", "8081", "management.server.address", "127.0.0.1"),
				Map.of("management.server.port", "-1"), Map.of("spring.main.web-application-type", "NONE"));
		assertThat(fine).allSatisfy((more) -> assertThatNoException().isThrownBy(settings(DEFAULTS, more)::refuse));
	}

	private static ForeignSettings settings(Map<String, String> defaults, Map<String, String> more) {
		MockEnvironment settings = new MockEnvironment();
		defaults.forEach(settings::setProperty);
		more.forEach(settings::setProperty);
		return new ForeignSettings(settings);
	}

}
