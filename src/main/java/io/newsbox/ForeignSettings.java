package io.newsbox;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;

/**
 * Settings of Spring Boot's own with which newsbox would not be what it says: without its
 * defaults, with another web server, or with a console that stands where its doors are
 * not.
 */
final class ForeignSettings {

	private static final List<String> MOVE_THE_CONSOLE = List.of("management.endpoints.web.path-mapping.health",
			"management.endpoints.web.path-mapping.jolokia", "management.endpoints.web.path-mapping.hawtio",
			"spring.mvc.servlet.path");

	/** A default that nobody has a reason to set. */
	private static final String ONE_OF_OURS = "camel.main.routes-include-pattern";

	private final Environment settings;

	ForeignSettings(Environment settings) {
		this.settings = settings;
	}

	/**
	 * Looks for them.
	 * @throws InvalidConfigurationPropertyValueException which ends the start, and says
	 * what to do
	 */
	void refuse() {
		if (value(ONE_OF_OURS) == null) {
			String name = (value("spring.config.name") != null) ? "spring.config.name" : "spring.config.location";
			refuse(name, "It takes the place of newsbox's own defaults. Use spring.config.additional-location");
		}
		String type = value("spring.main.web-application-type");
		if (type != null && !type.equalsIgnoreCase("none")) {
			refuse("spring.main.web-application-type", "The console starts its web server itself. Take it away");
		}
		if (opensAnotherPort() && value("management.server.address") == null) {
			refuse("management.server.port",
					"It opens the console to all addresses. Set management.server.address, too, say to 127.0.0.1");
		}
		String base = value("management.endpoints.web.base-path");
		if (base != null && !base.equals("/actuator")) {
			refuse("management.endpoints.web.base-path", "The doors of the console stand at /actuator. Take it away");
		}
		MOVE_THE_CONSOLE.stream()
			.filter((name) -> value(name) != null)
			.forEach((name) -> refuse(name, "The doors of the console do not move with it. Take it away"));
	}

	private boolean opensAnotherPort() {
		try {
			return ManagementPortType.get(this.settings) == ManagementPortType.DIFFERENT;
		}
		catch (ConversionException ex) {
			// no number: safe to refuse, too
			return value("management.server.port") != null;
		}
	}

	private @Nullable String value(String name) {
		return this.settings.getProperty(name);
	}

	private void refuse(String name, String reason) {
		throw new InvalidConfigurationPropertyValueException(name, value(name), reason);
	}

}
