package io.newsbox.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Whether the subscription lives. Bean {@code intake}.
 * <p>
 * The status of the route, {@code isRunning()} of the container and the number of its
 * consumers each lie in some fault. So, every {@value #TICK_SECONDS} seconds, on a thread
 * of its own, and for each listener container:
 * <ol>
 * <li>A container that stopped by itself is started again.</li>
 * <li>Its consumers have to be attached: the channel is open and the broker knows the
 * consumer. Until they are, the container itself tries once a second, and there is
 * nothing more to do.</li>
 * <li>The topology is verified on a connection of its own, where a frozen broker is
 * noticed in {@code spring.rabbitmq.channel-rpc-timeout} (3 s). What is missing is
 * declared again: a deleted exchange or binding makes itself felt in no other way.</li>
 * </ol>
 * It lives if the last round found all well.
 */
public final class Intake {

	private static final int TICK_SECONDS = 2;

	private static final int FIRST_ANSWER_SECONDS = 5;

	private final Clock clock;

	private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

	private final ScheduledExecutorService keeper = Executors
		.newSingleThreadScheduledExecutor((task) -> new Thread(task, "subscription-keeper"));

	private final AbandonedQueues abandoned = new AbandonedQueues();

	private volatile IntakeState state;

	private volatile @Nullable Instant lastBatchAt;

	/**
	 * Those of the last look; touched by the keeper only. The first one after an edit of
	 * the route may fall into the exchange, and is no verdict.
	 */
	private List<Subscription> looked = List.of();

	/** Those of this life; touched by the keeper only. */
	private List<BatchConsumer> consumers = List.of();

	/** Touched by the keeper only. */
	private final IntakeLog log = new IntakeLog();

	public Intake(Clock clock) {
		this.clock = clock;
		this.state = IntakeState.begun(clock.instant());
	}

	/** Begins to watch. */
	public void start() {
		var unused = this.keeper.scheduleWithFixedDelay(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
	}

	/** Stops watching. */
	public void close() {
		this.keeper.shutdownNow();
	}

	/**
	 * Checks the subscription; takes no time, since the keeper does the work. At the
	 * start a broker that has not answered yet is given {@value #FIRST_ANSWER_SECONDS} s.
	 * @throws IllegalStateException when it does not live; says why
	 */
	public void probe() {
		IntakeState current = this.state;
		boolean starts = current.isFirstTry()
				&& Duration.between(current.since(), this.clock.instant()).toSeconds() < FIRST_ANSWER_SECONDS;
		if (current.error() != null && !starts) {
			throw new IllegalStateException(current.error());
		}
	}

	/** Whether it lived at the last look. */
	public boolean isAlive() {
		return this.state.error() == null;
	}

	/** When its current life began; null while it does not live. */
	public @Nullable Instant aliveSince() {
		IntakeState current = this.state;
		return (current.error() == null) ? current.since() : null;
	}

	/** The last moment when it was known to live; null if it never did. */
	public @Nullable Instant lastAliveAt() {
		return this.state.lastAliveAt();
	}

	IntakeState state() {
		return this.state;
	}

	/** When the broker last handed over a batch; null before the first. */
	@Nullable Instant lastBatchAt() {
		return this.lastBatchAt;
	}

	/** How often a queue or an exchange was found missing and declared again. */
	long repairs() {
		return this.subscriptions.stream().mapToLong(Subscription::repairs).sum();
	}

	/** The details of each subscription by the name of its queue. */
	Map<String, Object> details() {
		Map<String, Object> details = new TreeMap<>();
		this.subscriptions.forEach((subscription) -> details.put(subscription.queue(), subscription.details()));
		return details;
	}

	/** The broker hands over a batch. */
	void receives() {
		this.lastBatchAt = this.clock.instant();
	}

	void add(Subscription subscription) {
		this.subscriptions.add(subscription);
		if (this.subscriptions.size() == 1 && this.state.lastAliveAt() == null && !this.keeper.isShutdown()) {
			this.keeper.execute(() -> this.state = IntakeState.begun(this.clock.instant()));
			// soon: what is said until then was so before the start
			var unused = this.keeper.schedule(this::tick, 500, TimeUnit.MILLISECONDS);
		}
	}

	void remove(Subscription subscription) {
		this.subscriptions.remove(subscription);
	}

	private void tick() {
		List<Subscription> all = List.copyOf(this.subscriptions);
		String error = all.isEmpty() ? IntakeLog.NOT_STARTED : null;
		for (Subscription each : all) {
			String found = each.keep();
			error = (error != null) ? error : found;
		}
		boolean justExchanged = !all.equals(this.looked);
		this.looked = all;
		this.abandoned.look(all);
		if (error == null || !justExchanged || this.state.lastAliveAt() == null) {
			enter(error);
		}
	}

	private void enter(@Nullable String error) {
		IntakeState before = this.state;
		Instant now = this.clock.instant();
		boolean changed = (before.error() == null) != (error == null);
		boolean anew = isAnew(error);
		Instant lastAliveAt = (error == null) ? now : before.lastAliveAt();
		this.state = new IntakeState((changed || anew) ? now : before.since(), lastAliveAt, error);
		this.log.entered(before, this.state, now, this.subscriptions);
	}

	/**
	 * Between two looks consumers may be lost and replaced, and with them a queue of this
	 * instance alone.
	 */
	private boolean isAnew(@Nullable String error) {
		List<BatchConsumer> before = this.consumers;
		if (error == null) {
			this.consumers = this.subscriptions.stream().flatMap((each) -> each.consumers().stream()).toList();
		}
		return !this.consumers.equals(before);
	}

}
