package io.newsbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbox.article.Database;
import io.newsbox.fallback.FallbackStatus;
import io.newsbox.intake.IntakeStatus;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Health component {@code feed}, which readiness follows: up while some source feeds the
 * table. Why it is down stands at the other components.
 */
final class FeedHealth implements HealthIndicator {

	private final IntakeStatus intake;

	private final FallbackStatus fallback;

	private final Database database;

	FeedHealth(IntakeStatus intake, FallbackStatus fallback, Database database, MeterRegistry meters) {
		this.intake = intake;
		this.fallback = fallback;
		this.database = database;
		Gauge.builder("newsbox.source.usable", this, (self) -> self.hasSource() ? 1 : 0)
			.description("1 while the broker or the article API can be read")
			.register(meters);
	}

	private boolean hasSource() {
		return this.intake.isAlive() || this.fallback.isFeeding();
	}

	@Override
	public Health health() {
		if (!this.database.isUsable()) {
			return Health.down().withDetail("error", "nothing can be stored, see db").build();
		}
		if (!hasSource()) {
			return Health.down().withDetail("error", "neither broker nor article API, see intake and fallback").build();
		}
		return Health.up().withDetail("source", this.intake.isAlive() ? "broker" : "article API").build();
	}

}
