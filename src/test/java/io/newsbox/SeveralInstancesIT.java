package io.newsbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.Load;
import io.newsbox.kit.NewsboxProcess;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;
import io.newsbox.kit.RunningNewsbox;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two instances of one group at one broker and one database. */
@RealRabbit
@UsePostgres
class SeveralInstancesIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String WAITING = """
			SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
			""";

	private final RabbitNode node;

	private final RunningNewsbox newsbox;

	private final NewsboxProcess other;

	private final ArticleApi api = new ArticleApi().start();

	SeveralInstancesIT(RabbitNode node, Postgres postgres) {
		this.node = node;
		this.newsbox = new RunningNewsbox(node, postgres);
		this.other = this.newsbox.another();
	}

	@AfterEach
	void clean() {
		this.newsbox.close();
		this.other.close();
		this.api.close();
		this.node.revive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "classic", "quorum" })
	void shareTheQueueAndTheDeathOfOneLosesNothing(String queueType) throws Exception {
		set("newsbox.intake.queue-type", queueType);
		start();
		this.newsbox.slowTable();
		assertThat(this.node.ctl("list_queues", "name", "type", "--quiet"))
			.containsPattern(this.newsbox.queue + "\\s+(rabbit_)?" + queueType);
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.sendAll(Load.items(0, 10_000));
		}
		await("the other to take its share").atMost(PATIENCE)
			.until(() -> RunningNewsbox.items(this.other, "stored") > 0);
		this.newsbox.process.kill();
		assertThat(this.newsbox.articles()).as("killed in the middle").isLessThan(10_000);
		this.newsbox.quickTable();
		this.newsbox.awaitArticles(10_000, PATIENCE);
		this.newsbox.awaitEmptyQueue();
	}

	@Test
	void eachGetsEveryItemWhereTheSubscriptionIsNotDurable() throws Exception {
		set("newsbox.intake.durable-subscription", false);
		start();
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.sendAll(Load.items(0, 100));
		}
		for (NewsboxProcess process : List.of(this.newsbox.process, this.other)) {
			await("every item").atMost(PATIENCE)
				.until(() -> RunningNewsbox.items(process, "stored")
						+ RunningNewsbox.items(process, "unchanged") == 100);
		}
		assertThat(this.newsbox.articles()).isEqualTo(100);
	}

	@Test
	void aFrozenReaderOfTheApiIsFollowedByTheOtherAndDoesNoHarmWhenItWakesUp() throws Exception {
		startReading();
		this.newsbox.process.freeze();
		assertTheOtherFollows();
		this.newsbox.process.thaw();
		this.newsbox.process.awaitLog("Another instance reads the article API");
		this.api.forgetRequests();
		hold(50, 100);
		this.newsbox.awaitArticles(100, PATIENCE);
		assertThat(readers()).containsOnly("other");
		this.node.start();
		try (Publisher publisher = this.newsbox.publisher()) {
			await("the exchange").atMost(PATIENCE)
				.until(() -> this.newsbox.process.log().contains("The subscription lives"));
			publisher.sendAll(Load.items(100, 150));
		}
		this.newsbox.awaitArticles(150, PATIENCE);
	}

	@Test
	void aReaderThatFreezesWithTheLeaseLockedInATransactionIsFollowedAllTheSame() throws Exception {
		startReading();
		TransactionTemplate transaction = new TransactionTemplate(
				new DataSourceTransactionManager(Objects.requireNonNull(this.newsbox.database.getDataSource())));
		transaction.executeWithoutResult((status) -> {
			this.newsbox.database.execute("SELECT * FROM lease FOR UPDATE");
			await("the reader to wait for the row").atMost(PATIENCE)
				.until(() -> this.newsbox.database.queryForObject(WAITING, Boolean.class));
			this.newsbox.process.freeze();
		});
		assertTheOtherFollows();
	}

	private void startReading() {
		set("newsbox.fallback.article-api-url", this.api.url());
		this.newsbox.process.with("newsbox.fallback.authorization", "one");
		this.other.with("newsbox.fallback.authorization", "other");
		this.node.stop();
		this.newsbox.process.start();
		await("one to read").atMost(PATIENCE).until(() -> readers().contains("one"));
		this.other.start().awaitLog("Another instance reads the article API");
	}

	private void assertTheOtherFollows() {
		hold(0, 50);
		long frozen = System.nanoTime();
		this.newsbox.awaitArticles(50, PATIENCE);
		System.out.printf("Frozen, followed after %.1f s%n", (System.nanoTime() - frozen) / 1e9);
		assertThat(readers()).contains("other");
	}

	private void set(String property, Object value) {
		this.newsbox.process.with(property, value);
		this.other.with(property, value);
	}

	private void start() {
		this.other.start();
		this.newsbox.start();
		this.other.awaitLive().awaitLog("The subscription lives");
	}

	private void hold(int first, int last) {
		for (int i = first; i < last; i++) {
			this.api.put(new String(Load.item(i, Instant.now()), StandardCharsets.UTF_8));
		}
	}

	private List<String> readers() {
		return this.api.requests().stream().map((request) -> request.headers().get("Authorization")).toList();
	}

}
