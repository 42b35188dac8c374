package io.newsbox.fallback;

import java.time.Clock;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * When the feed is read, and by whom.
 * <ol>
 * <li>In a gap it is read every poll interval.</li>
 * <li>While all seems well, every sweep interval, and one overlap after a gap was closed,
 * it is read from where the last sweep began. A sweep has a cursor of its own and hands
 * over everything, to find what was lost silently.</li>
 * <li>After a failure the API is left alone for a while.</li>
 * <li>Of several instances on one database one reads at a time, see {@link Lease}. The
 * others wait until {@code since} has passed their return, or a quiet feed was read.</li>
 * </ol>
 */
final class Readings {

	private final FallbackProperties properties;

	private final Watch watch;

	private final Position position;

	private final Lease lease;

	private final Failures failures;

	private final FallbackLog log;

	private final Clock clock;

	private final RecentItems handed = new RecentItems();

	private final Gap gap = new Gap();

	private @Nullable Reading reading;

	private boolean sweeping;

	private volatile boolean elsewhere;

	private final Span pollPause;

	Readings(FallbackProperties properties, Watch watch, Position position, Lease lease, Failures failures,
			FallbackLog log, Clock clock) {
		this.properties = properties;
		this.watch = watch;
		this.position = position;
		this.lease = lease;
		this.failures = failures;
		this.log = log;
		this.clock = clock;
		this.pollPause = new Span(clock);
	}

	/** There is a new reason to read at once; what the API asked for still counts. */
	void soon() {
		this.pollPause.end();
		this.failures.cutShort();
		this.position.otherReader().countAnew();
	}

	/** Takes up the next page of {@link #current()}, if one is due to this instance. */
	boolean takeUpPage() {
		if (!this.failures.mayAskAgain()) {
			this.lease.keep();
			return false;
		}
		if (this.reading == null && !this.watch.gap() && !this.position.isSweepDue()) {
			this.lease.release();
			return false;
		}
		if (!takeLease()) {
			return false;
		}
		if (this.reading == null || (this.sweeping && this.watch.gap())) {
			begin();
		}
		this.lease.pageInHand(this.reading != null);
		return this.reading != null;
	}

	private boolean takeLease() {
		boolean ours = this.lease.take();
		if (!ours) {
			standBy();
		}
		else if (this.elsewhere) {
			takeOver();
		}
		return ours;
	}

	private void takeOver() {
		this.elsewhere = false;
		this.pollPause.end();
		if (this.watch.lost()) {
			this.log.takesOver();
		}
	}

	private void standBy() {
		this.reading = null;
		if (!this.elsewhere && this.watch.lost()) {
			this.log.standsBy();
		}
		this.elsewhere = true;
		if (this.watch.gap() && this.pollPause.beginAnew(this.properties.pollInterval())) {
			Instant fedUntil = this.position.fedUntil();
			OtherReader other = this.position.otherReader();
			if (other.getsOn()) {
				this.failures.forget();
			}
			if ((fedUntil != null && this.watch.closesGap(fedUntil))
					|| (other.hasReadAnew() && this.watch.closesGap())) {
				this.log.gapClosedElsewhere();
				gapClosed();
			}
		}
	}

	private void begin() {
		this.sweeping = !this.watch.gap();
		this.reading = this.sweeping ? this.position.sweep(this.failures.fromFirst()) : null;
		if (this.sweeping && this.reading == null) {
			this.failures.forget();
		}
		if (!this.sweeping && this.pollPause.beginAnew(this.properties.pollInterval())) {
			this.reading = this.position.poll(this.failures.fromFirst(), this.handed);
			this.gap.readingBegins(this.clock.instant(), current().cursor().since());
		}
	}

	Reading current() {
		if (this.reading == null) {
			throw new IllegalStateException("no reading was begun");
		}
		return this.reading;
	}

	/** The items of the last page are stored. */
	void stored() throws ApiFailure {
		this.lease.pageInHand(false);
		Reading stored = current();
		boolean whole = stored.stored();
		this.failures.succeeded(stored.pages(), whole);
		if (whole) {
			this.reading = null;
			finished(stored);
		}
	}

	private void finished(Reading whole) {
		this.position.finished(whole);
		if (this.sweeping) {
			return;
		}
		this.gap.add(whole.items());
		if (this.watch.closesGap(whole)) {
			this.log.gapClosed(this.gap.from(), this.gap.items());
			gapClosed();
		}
	}

	private void gapClosed() {
		this.gap.closed();
		this.position.sweepAfterOverlap();
	}

	/** Anything went wrong since {@link #takeUpPage}. */
	void failed(Exception cause) {
		this.lease.pageInHand(false);
		Reading failed = this.reading;
		this.failures.add(cause, (failed != null) ? failed.pages() : 0);
		this.reading = (failed != null && failed.canGoOn() && !this.failures.fromFirst()) ? failed : null;
		if (!(cause instanceof ApiFailure)) {
			// no answer from here: another instance may get one
			this.lease.release();
		}
	}

	/** Lets another instance read. */
	void end() {
		this.lease.close();
	}

	boolean areElsewhere() {
		return this.elsewhere;
	}

	/** Since when there are polls; null while there are none. */
	@Nullable Instant readSince() {
		return this.gap.readSince();
	}

}
