package io.newsbox.intake;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedResource;

/**
 * The subscription as operations see it: MBean, health component and metric. Times are
 * RFC 3339, in UTC.
 */
@ManagedResource(objectName = "io.newsbox:type=Intake",
		description = "The subscription to the broker, and whether it lives")
public final class IntakeStatus implements HealthIndicator {

	private final Intake intake;

	public IntakeStatus(Intake intake, MeterRegistry meters) {
		this.intake = intake;
		Gauge.builder("newsbox.intake.alive", intake, (subscription) -> subscription.isAlive() ? 1 : 0)
			.description("1 while this instance's subscription lives, else 0")
			.register(meters);
	}

	@ManagedAttribute(description = "Whether the subscription lives: attached, and its topology is there")
	public boolean isAlive() {
		return this.intake.isAlive();
	}

	@ManagedAttribute(description = "When it came to life, or was lost")
	public String getSince() {
		return text(this.intake.state().since());
	}

	@ManagedAttribute(description = "When the broker last handed over a batch; null before the first")
	public @Nullable String getLastItemAt() {
		Instant last = this.intake.lastBatchAt();
		return (last != null) ? text(last) : null;
	}

	@ManagedAttribute(description = "Why it does not live; null while it does")
	public @Nullable String getLastError() {
		return this.intake.state().error();
	}

	@ManagedAttribute(description = "How often a queue or an exchange was found missing and declared again")
	public long getRepairs() {
		return this.intake.repairs();
	}

	@Override
	public Health health() {
		IntakeState state = this.intake.state();
		Health.Builder health = (state.error() == null) ? Health.up() : Health.down();
		health.withDetail("since", text(state.since()));
		if (state.error() != null) {
			health.withDetail("error", state.error());
		}
		return health.withDetails(this.intake.details()).build();
	}

	private static String text(Instant instant) {
		return instant.truncatedTo(ChronoUnit.SECONDS).toString();
	}

}
