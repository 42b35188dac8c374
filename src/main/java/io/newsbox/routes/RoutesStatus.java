package io.newsbox.routes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/**
 * The route files as operations see them: MBean, metric and health. A refused edit leaves
 * the health up, since a restart would do harm.
 */
@ManagedResource(objectName = "io.newsbox:type=Routes", description = "The route files in use, and edits of them")
public final class RoutesStatus implements HealthIndicator {

	private final Routes routes;

	public RoutesStatus(Routes routes, MeterRegistry meters) {
		this.routes = routes;
		Gauge.builder("newsbox.routes.refused", routes, (all) -> (all.state().lastError() != null) ? 1 : 0)
			.description("1 while the newest edit of the route files is refused, else 0")
			.register(meters);
	}

	@ManagedAttribute(description = "Names of the route files that run")
	public List<String> getFiles() {
		return this.routes.state().files();
	}

	@ManagedAttribute(description = "When these files came to run (RFC 3339, UTC)")
	public @Nullable String getLastReloadAt() {
		Instant last = this.routes.state().lastReloadAt();
		return (last != null) ? last.truncatedTo(ChronoUnit.SECONDS).toString() : null;
	}

	@ManagedAttribute(description = "Why the newest edit is refused: file, line and reason; null if it is not")
	public @Nullable String getLastError() {
		return this.routes.state().lastError();
	}

	@ManagedOperation(
			description = "Checks the files and, if they are good, lets them take effect now; returns what became of it")
	public String reload() {
		return this.routes.reload();
	}

	@Override
	public Health health() {
		RoutesState state = this.routes.state();
		Health.Builder health = state.broken() ? Health.down() : Health.up();
		health.withDetail("files", state.files());
		String lastReloadAt = getLastReloadAt();
		if (lastReloadAt != null) {
			health.withDetail("lastReloadAt", lastReloadAt);
		}
		if (state.lastError() != null) {
			health.withDetail("lastError", state.lastError());
		}
		return health.build();
	}

}
