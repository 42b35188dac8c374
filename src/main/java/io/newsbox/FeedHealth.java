package io.newsbox;

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

	FeedHealth(IntakeStatus intake, FallbackStatus fallback, Database database) {
		this.intake = intake;
		this.fallback = fallback;
		this.database = database;
	}

	@Override
	public Health health() {
		boolean broker = this.intake.isAlive();
		if (!this.database.isUsable()) {
			return Health.down().withDetail("error", "nothing can be stored, see db").build();
		}
		if (!broker && !this.fallback.isFeeding()) {
			return Health.down().withDetail("error", "neither broker nor article API, see intake and fallback").build();
		}
		return Health.up().withDetail("source", broker ? "broker" : "article API").build();
	}

}
