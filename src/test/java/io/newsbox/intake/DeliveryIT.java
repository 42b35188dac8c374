package io.newsbox.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.newsbox.kit.Lapse;
import io.newsbox.kit.Load;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;
import io.newsbox.kit.RunningNewsbox;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Nothing is lost, and it is quick: newsbox.jar with a real broker and database.
 */
@RealRabbit
@UsePostgres
class DeliveryIT {

	private static final Duration IDLE = Duration.ofSeconds(5);

	private final Postgres postgres;

	private final RunningNewsbox newsbox;

	DeliveryIT(RabbitNode node, Postgres postgres) {
		this.postgres = postgres;
		this.newsbox = new RunningNewsbox(node, postgres);
	}

	@AfterEach
	void clean() {
		this.newsbox.close();
		this.postgres.revive();
	}

	@Test
	void aFullQueueIsDrainedIntoTheTable() throws Exception {
		this.newsbox.process.withJvmOptions();
		startWithWaiting(20_000);
		this.newsbox.awaitArticles(20_000, Duration.ofMinutes(2));
		this.newsbox.process.awaitLive();
		this.newsbox.awaitEmptyQueue();
		System.out.printf("Drain of 20,000 waiting items of 1.8 kB, cold JVM: %.0f items/s%n", itemsPerSecond());
		assertThat(this.newsbox.items("stored")).isEqualTo(20_000);
		assertThat(this.newsbox.items("unchanged")).isZero();
	}

	@Test
	void aQueueOfLargeItemsFitsIntoASmallHeap() throws Exception {
		this.newsbox.process.withJvmOptions("-Xmx256m", "-XX:+ExitOnOutOfMemoryError");
		this.newsbox.declareQueue();
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.sendAll(IntStream.range(0, 800).mapToObj((number) -> Load.item(number, 200_000)).iterator());
		}
		this.newsbox.process.start();
		this.newsbox.awaitArticles(800, Duration.ofMinutes(2));
		this.newsbox.awaitEmptyQueue();
		assertThat(this.newsbox.process.log()).containsPattern("Prefetches 6\\d\\d messages in place of 1000");
	}

	@Test
	void anItemAloneIsInTheTableAtOnceAndAnIdleProcessRests() throws Exception {
		this.newsbox.process.withJvmOptions();
		this.newsbox.start();
		try (Publisher publisher = this.newsbox.publisher()) {
			for (int i = 0; i < 400; i++) {
				publisher.send(Load.item(i, Instant.now()));
			}
			this.newsbox.awaitArticles(400, Duration.ofSeconds(60));
			double idle = idlePercent();
			List<Double> millis = IntStream.range(400, 460).mapToObj((i) -> {
				try {
					publisher.send(Load.item(i, Instant.now()));
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
				this.newsbox.awaitArticles(i + 1, Duration.ofSeconds(60));
				return this.newsbox.database.queryForObject(
						"SELECT extract(epoch FROM updated_at - version_created) * 1000 FROM article WHERE uri = ?",
						Double.class, "urn:load:" + i);
			}).sorted().toList();
			System.out.printf(
					"One item alone, publish to transaction: p50 %.1f ms, p99 %.1f ms; idle: %.2f %% of a core%n",
					millis.get(millis.size() / 2), millis.get(millis.size() * 99 / 100), idle);
			assertThat(millis.get(millis.size() / 2)).as("the goal is 10 ms; here: it waits for no batch")
				.isLessThan(200);
		}
	}

	@Test
	void sigtermUnderLoadLosesAndDoublesNothing() throws Exception {
		startWithWaiting(10_000);
		awaitFullSwing();
		// it hears nothing before its console is open
		this.newsbox.slowTable();
		assertThat(this.newsbox.process.terminate()).isEqualTo(143);
		this.newsbox.quickTable();
		long before = this.newsbox.articles();
		assertThat(before).as("stopped in the middle").isLessThan(10_000);
		assertThat(this.newsbox.waiting() + before).as("each message is stored or still there, not both")
			.isEqualTo(10_000);
		this.newsbox.start().awaitArticles(10_000, Duration.ofSeconds(60));
		this.newsbox.awaitEmptyQueue();
		assertThat(this.newsbox.items("unchanged")).isZero();
	}

	@Test
	void sigkillUnderLoadLosesNothing() throws Exception {
		startWithWaiting(10_000);
		awaitFullSwing();
		this.newsbox.slowTable();
		this.newsbox.process.kill();
		this.newsbox.quickTable();
		assertThat(this.newsbox.articles()).as("killed in the middle").isLessThan(10_000);
		this.newsbox.start().awaitArticles(10_000, Duration.ofSeconds(60));
		this.newsbox.awaitEmptyQueue();
	}

	@Test
	void aDatabaseOutageInMidstreamHoldsEverythingAndSaysLittle() throws Exception {
		this.newsbox.start();
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.sendAll(Load.items(0, 1000));
			this.newsbox.awaitArticles(1000, Duration.ofSeconds(60));
			this.postgres.stop();
			publisher.sendAll(Load.items(1000, 6000));
		}
		long lines = this.newsbox.process.log().lines().count();
		Lapse.of(Duration.ofSeconds(8));
		assertThat(this.newsbox.process.log().lines().skip(lines)).as("log lines in 8 s").hasSizeLessThanOrEqualTo(3);
		assertThat(this.newsbox.waiting()).isEqualTo(5000);
		this.postgres.start();
		long back = System.nanoTime();
		await("the first held item").atMost(Duration.ofSeconds(60))
			.ignoreExceptions()
			.until(() -> this.newsbox.articles() > 1000);
		System.out.printf("Resumed %.1f s after the database%n", (System.nanoTime() - back) / 1e9);
		this.newsbox.awaitArticles(6000, Duration.ofSeconds(60));
		this.newsbox.awaitEmptyQueue();
		assertThat(this.newsbox.database.queryForObject("SELECT count(*) FROM dead_letter", Long.class)).isZero();
	}

	@Test
	void aStopInADatabaseOutageWaitsForNothingAndLosesNothing() throws Exception {
		this.newsbox.start();
		this.postgres.stop();
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.sendAll(Load.items(0, 1000));
		}
		this.newsbox.process.awaitLog("Cannot store since");
		long begin = System.nanoTime();
		assertThat(this.newsbox.process.terminate()).isEqualTo(143);
		Duration taken = Duration.ofNanos(System.nanoTime() - begin);
		System.out.println("Stopped in " + taken.toMillis() + " ms in a database outage");
		assertThat(taken).as("else the wait of 25 s for a consumer at work").isLessThan(Duration.ofSeconds(22));
		assertThat(this.newsbox.waiting()).isEqualTo(1000);
		this.postgres.start();
		this.newsbox.start().awaitArticles(1000, Duration.ofSeconds(60));
		this.newsbox.awaitEmptyQueue();
	}

	@Test
	void newsboxStartsWithoutTheDatabaseAndCatchesUp() throws Exception {
		this.postgres.stop();
		this.newsbox.start();
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.sendAll(Load.items(0, 100));
		}
		this.newsbox.process.awaitLog("Cannot store since");
		this.postgres.start();
		this.newsbox.awaitArticles(100, Duration.ofSeconds(60));
		this.newsbox.awaitEmptyQueue();
	}

	@Test
	void theConsumersShareThePrefetch() throws Exception {
		this.newsbox.start();
		this.postgres.stop();
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.sendAll(Load.items(0, 3000));
		}
		await("messages to be held").atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(this.newsbox.node.unacked(this.newsbox.queue)).isEqualTo(1000));
		this.postgres.start();
		this.newsbox.awaitArticles(3000, Duration.ofSeconds(60));
	}

	/**
	 * CPU of an idle while, once what the start has left to the JVM's compiler is done.
	 */
	private double idlePercent() {
		AtomicLong before = new AtomicLong(this.newsbox.process.cpuTime().toMillis());
		AtomicLong used = new AtomicLong();
		await("the goal is 1 %; here: it does not spin").pollDelay(IDLE)
			.pollInterval(IDLE)
			.atMost(Duration.ofMinutes(2))
			.until(() -> {
				long now = this.newsbox.process.cpuTime().toMillis();
				used.set(now - before.getAndSet(now));
				return used.get() < IDLE.toMillis() / 10;
			});
		return used.get() * 100.0 / IDLE.toMillis();
	}

	/**
	 * Items that were there before, or a quick process would be done with them at once.
	 */
	private void startWithWaiting(int items) throws Exception {
		this.newsbox.declareQueue();
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.sendAll(Load.items(0, items));
		}
		this.newsbox.process.start();
	}

	private void awaitFullSwing() {
		await("work in full swing").atMost(Duration.ofSeconds(60))
			.ignoreExceptions()
			.until(() -> this.newsbox.articles() > 500);
	}

	private double itemsPerSecond() {
		return this.newsbox.database.queryForObject(
				"SELECT count(*) / extract(epoch FROM max(updated_at) - min(updated_at)) FROM article", Double.class);
	}

}
