package io.newsbox.fallback;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Predicate;

import io.newsbox.intake.Intake;
import org.jspecify.annotations.Nullable;

/**
 * What the circuit breaker found out about the subscription, and whether there is a gap.
 * <ol>
 * <li>A probe that fails proves little; while the breaker is not closed, the subscription
 * is lost.</li>
 * <li>There is a gap when the process starts, when the subscription was lost, and when it
 * lives anew, were its death too short for the breaker: a queue of this instance alone
 * has then lost its messages.</li>
 * <li>The gap is closed by a reading of the whole feed that was begun after the
 * subscription was seen alive again, be it by another instance.</li>
 * </ol>
 */
final class Watch {

	private final Intake intake;

	private final Clock clock;

	private volatile boolean lost;

	private volatile boolean gap = true;

	private int tries;

	private @Nullable Instant silentSince;

	private @Nullable Instant life;

	private @Nullable Instant returnedAt;

	Watch(Intake intake, Clock clock) {
		this.intake = intake;
		this.clock = clock;
	}

	/**
	 * The probe succeeded.
	 * @return whether the subscription lives anew
	 */
	boolean answered() {
		Instant begin = this.intake.aliveSince();
		if (begin == null) {
			return false;
		}
		this.tries = 0;
		Instant now = this.clock.instant();
		if (this.returnedAt != null && this.returnedAt.isAfter(now)) {
			// the clock was set back: no reading would begin after it for so long
			this.returnedAt = now;
		}
		boolean anew = this.lost || !begin.equals(this.life);
		this.lost = false;
		if (anew) {
			this.gap = true;
			this.life = begin;
			this.returnedAt = now;
		}
		return anew;
	}

	/**
	 * The probe failed, or was not made because the breaker is open.
	 * @param tried whether it was made
	 * @return whether the subscription is lost by that
	 */
	boolean failed(boolean tried, boolean breakerClosed) {
		if (this.tries == 0 && !this.lost) {
			this.silentSince = this.clock.instant();
		}
		this.tries += tried ? 1 : 0;
		boolean before = this.lost;
		this.lost |= !breakerClosed;
		if (this.lost) {
			this.gap = true;
			this.returnedAt = null;
		}
		return this.lost && !before;
	}

	/** A whole reading is stored. */
	boolean closesGap(Reading reading) {
		return closes(reading::begunSince);
	}

	/** Another instance found that nothing is missing up to a moment. */
	boolean closesGap(Instant fedUntil) {
		return closes(fedUntil::isAfter);
	}

	/** Another instance has read the whole feed since the subscription returned. */
	boolean closesGap() {
		return closes((returned) -> true);
	}

	private boolean closes(Predicate<Instant> coversReturn) {
		if (this.gap && this.returnedAt != null && coversReturn.test(this.returnedAt)) {
			this.gap = false;
			return true;
		}
		return false;
	}

	/** When the present, or else the last, silence began. */
	Instant silentSince() {
		return (this.silentSince != null) ? this.silentSince : this.clock.instant();
	}

	int tries() {
		return this.tries;
	}

	boolean lost() {
		return this.lost;
	}

	/** Whether the feed has to be read: the subscription is lost, or was. */
	boolean gap() {
		return this.gap && (this.lost || this.returnedAt != null);
	}

	/** Up to when nothing is missing, as far as the broker goes; null in a gap. */
	@Nullable Instant fedUntil() {
		return this.gap ? null : this.intake.lastAliveAt();
	}

}
