package io.newsbox.fallback;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Health component {@code fallback}: down while the article API is needed and cannot be
 * read.
 */
public final class FallbackHealth implements HealthIndicator {

	private final Fallback fallback;

	public FallbackHealth(Fallback fallback) {
		this.fallback = fallback;
	}

	@Override
	public Health health() {
		boolean active = this.fallback.isActive();
		String error = this.fallback.getLastError();
		Health.Builder health = (active && error != null) ? Health.down() : Health.up();
		health.withDetail("active", active);
		detail(health, "since", this.fallback.getSince());
		detail(health, "cursor", this.fallback.getCursor());
		detail(health, "lastPollAt", this.fallback.getLastPollAt());
		detail(health, "lastError", error);
		return health.build();
	}

	private static void detail(Health.Builder health, String name, @Nullable Object value) {
		if (value != null) {
			health.withDetail(name, (value instanceof Instant instant) ? FallbackLog.text(instant) : value);
		}
	}

}
