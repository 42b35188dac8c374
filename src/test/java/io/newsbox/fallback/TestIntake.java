package io.newsbox.fallback;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.newsbox.intake.Intake;
import org.mockito.Mockito;
import org.mockito.invocation.InvocationOnMock;

/** A subscription that lives and dies at a call. */
final class TestIntake {

	private final List<Instant> probes = new CopyOnWriteArrayList<>();

	private final Intake bean = Mockito.mock(Intake.class, this::answer);

	private volatile Instant aliveSince;

	private volatile Instant diedAt;

	private volatile boolean alive;

	static TestIntake living() {
		TestIntake intake = new TestIntake();
		intake.revive();
		return intake;
	}

	static TestIntake dead() {
		TestIntake intake = new TestIntake();
		intake.die();
		return intake;
	}

	void die() {
		this.diedAt = Instant.now();
		this.alive = false;
	}

	void revive() {
		this.aliveSince = Instant.now();
		this.alive = true;
	}

	Instant diedAt() {
		return this.diedAt;
	}

	List<Instant> probes() {
		return this.probes;
	}

	Intake bean() {
		return this.bean;
	}

	private Object answer(InvocationOnMock call) throws Throwable {
		return switch (call.getMethod().getName()) {
			case "probe" -> probe();
			case "isAlive" -> this.alive;
			case "aliveSince" -> this.alive ? this.aliveSince : null;
			case "lastAliveAt" -> this.alive ? Instant.now() : this.diedAt;
			case "start", "close", "toString", "hashCode" -> Mockito.RETURNS_DEFAULTS.answer(call);
			default -> throw new AssertionError("Not stood in for: " + call);
		};
	}

	private Object probe() {
		this.probes.add(Instant.now());
		if (!this.alive) {
			throw new IllegalStateException("the connection is closed");
		}
		return null;
	}

}
