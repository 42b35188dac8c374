package io.newsbox.fallback;

import java.time.Instant;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/**
 * The fallback as operations see it: MBean, metric and health component, which is down
 * while the article API is needed and cannot be read. Times are RFC 3339, in UTC.
 */
@ManagedResource(objectName = "io.newsbox:type=Fallback",
		description = "Reading of the article API while the subscription does not live")
public final class FallbackStatus implements HealthIndicator {

	private final Fallback fallback;

	public FallbackStatus(Fallback fallback, MeterRegistry meters) {
		this.fallback = fallback;
		Gauge.builder("newsbox.fallback.active", fallback, (reader) -> reader.isActive() ? 1 : 0)
			.description("1 while the article API is read in place of the broker, or to close a gap")
			.register(meters);
		Gauge.builder("newsbox.fallback.failing", fallback, (reader) -> (reader.lastError() != null) ? 1 : 0)
			.description("1 while the article API cannot be read, needed or not")
			.register(meters);
	}

	@ManagedAttribute(description = "Whether the article API is read in place of the broker, or to close a gap")
	public boolean isActive() {
		return this.fallback.isActive();
	}

	@ManagedAttribute(description = "Since when it is read; null while it is not")
	public @Nullable String getSince() {
		return text(this.fallback.readSince());
	}

	@ManagedAttribute(description = "What was updated before is stored; null where that is not known yet")
	public @Nullable String getCursor() {
		return text(this.fallback.cursor());
	}

	@ManagedAttribute(
			description = "When the article API was last asked, by a poll or a sweep; null before the first time")
	public @Nullable String getLastPollAt() {
		return text(this.fallback.lastPollAt());
	}

	@ManagedAttribute(description = "Why the API cannot be read, and since when; null while it can")
	public @Nullable String getLastError() {
		return this.fallback.lastError();
	}

	/**
	 * Has the article API read at the next probe of the broker.
	 * @throws IllegalStateException when no article API is set
	 */
	@ManagedOperation(
			description = "Reads the article API within newsbox.fallback.probe-interval, needed or not; a pause"
					+ " that the API asked for is kept")
	public void pollNow() {
		this.fallback.pollNow();
	}

	/** Whether the article API feeds the table: by this instance, or by another one. */
	public boolean isFeeding() {
		return isActive() && this.fallback.isRead();
	}

	@Override
	public Health health() {
		boolean active = isActive();
		String error = getLastError();
		Health.Builder health = (active && error != null) ? Health.down() : Health.up();
		health.withDetail("active", active);
		detail(health, "since", getSince());
		detail(health, "cursor", getCursor());
		detail(health, "lastPollAt", getLastPollAt());
		detail(health, "lastError", error);
		return health.build();
	}

	private static void detail(Health.Builder health, String name, @Nullable String value) {
		if (value != null) {
			health.withDetail(name, value);
		}
	}

	private static @Nullable String text(@Nullable Instant instant) {
		return (instant != null) ? FallbackLog.text(instant) : null;
	}

}
