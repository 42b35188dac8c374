package io.newsbox.fallback;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.Lapse;
import io.newsbox.kit.Load;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;
import io.newsbox.kit.RunningNewsbox;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The broker goes, the article API stands in; the broker returns, and nothing is missing:
 * newsbox.jar at a real broker and an API over HTTP. Prints what was measured.
 */
@RealRabbit
@UsePostgres
class HandoverIT {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final RabbitNode node;

	private final RunningNewsbox newsbox;

	private final ArticleApi api = new ArticleApi().start();

	private String name;

	private int made;

	HandoverIT(RabbitNode node, Postgres postgres) {
		this.node = node;
		this.newsbox = new RunningNewsbox(node, postgres);
		this.newsbox.process.with("newsbox.fallback.article-api-url", this.api.url());
	}

	@BeforeEach
	void name(TestInfo test) {
		this.name = test.getTestMethod().orElseThrow().getName();
	}

	@AfterEach
	void clean() {
		this.newsbox.close();
		this.api.close();
		this.node.revive();
	}

	@Test
	void aKilledBrokerHandsOverToTheApiAndTakesBackWithoutAGap() throws Exception {
		start();
		publish(50);
		this.newsbox.awaitArticles(50, PATIENCE);
		this.node.kill();
		assertTheApiStandsIn();
		hold(50);
		assertTheGapIsClosedAfter(this.node::start);
	}

	@Test
	void aFrozenBrokerHandsOverToTheApiAndTakesBackWithoutAGap() throws Exception {
		start();
		publish(50);
		this.newsbox.awaitArticles(50, PATIENCE);
		this.node.freeze();
		assertTheApiStandsIn();
		hold(50);
		assertTheGapIsClosedAfter(this.node::thaw);
	}

	@Test
	void aFirstStartWithADeadBrokerFillsTheTableFromTheApi() {
		hold(200);
		this.node.stop();
		this.newsbox.process.start().awaitLive();
		this.newsbox.awaitArticles(200, PATIENCE);
	}

	@Test
	void aRestartDuringTheOutageLosesNothing() throws Exception {
		start();
		publish(20);
		this.newsbox.awaitArticles(20, PATIENCE);
		this.node.stop();
		this.newsbox.process.kill();
		hold(30);
		this.newsbox.process.start().awaitLive();
		this.newsbox.awaitArticles(50, PATIENCE);
		assertTheGapIsClosedAfter(this.node::start);
	}

	@Test
	void anOutageIsToldOnceAndNotAtEachProbe() throws Exception {
		start();
		publish(1);
		this.newsbox.awaitArticles(1, PATIENCE);
		int before = lines();
		this.node.stop();
		this.newsbox.process.awaitLog("Nothing comes from the broker");
		// the last word: its first loss may have another reason, or this one already
		this.newsbox.process.awaitLog("(subscription is lost|No subscription any more): .*Connection refused");
		int told = lines();
		Lapse.of(Duration.ofSeconds(20));
		assertThat(told - before).as("log lines that tell it").isLessThanOrEqualTo(10);
		assertThat(lines()).as("log lines in the 20 s, and so 20 probes, after that").isEqualTo(told);
	}

	/** A process begins with a gap; what the API is asked for then proves nothing. */
	private void start() {
		this.newsbox.start().process.awaitLog("Gap closed");
	}

	private void assertTheApiStandsIn() {
		long lost = System.nanoTime();
		int before = this.made;
		hold(10);
		this.newsbox.awaitArticles(before + 10, PATIENCE);
		System.out.printf("%s: first rows from the API %.1f s after the loss%n", this.name, Lapse.secondsSince(lost));
		assertThat(
				this.newsbox.database.queryForObject("SELECT count(*) FROM article WHERE origin = 'api'", Long.class))
			.isGreaterThanOrEqualTo(10);
	}

	/** The start of a process closes a gap of its own, so they are counted. */
	private void assertTheGapIsClosedAfter(Runnable cure) throws Exception {
		long before = gapsClosed();
		cure.run();
		long back = System.nanoTime();
		await("the gap to be closed").atMost(Duration.ofSeconds(60)).until(() -> gapsClosed() > before);
		this.newsbox.awaitArticles(this.made, PATIENCE);
		System.out.printf("%s: gap closed %.1f s after the return%n", this.name, Lapse.secondsSince(back));
		publish(20);
		this.newsbox.awaitArticles(this.made, PATIENCE);
		assertThat(this.newsbox.database.queryForObject("SELECT count(*) FROM dead_letter", Long.class)).isZero();
	}

	/** Updates that the publisher sends; the API holds them, too. */
	private void publish(int count) throws Exception {
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.sendAll(Load.items(this.made, this.made + count));
		}
		hold(count);
	}

	/** Updates that only the API gets to know of. */
	private void hold(int count) {
		for (int i = 0; i < count; i++) {
			this.api.put(new String(Load.item(this.made++, Instant.now()), StandardCharsets.UTF_8));
		}
	}

	private long gapsClosed() {
		return this.newsbox.process.log().lines().filter((line) -> line.contains("Gap closed")).count();
	}

	private int lines() {
		return this.newsbox.process.log().split("\n").length;
	}

}
