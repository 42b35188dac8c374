package io.newsbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.Lapse;
import io.newsbox.kit.Load;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;
import io.newsbox.kit.RunningNewsbox;
import io.newsbox.kit.SteadyFlow;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Random faults, one after the other, with 100 items a second from the publisher and some
 * more that only the article API knows of. In the end everything is in the table.
 * {@code -Dnewsbox.soak=SECONDS} makes it longer, {@code -Dnewsbox.seed=SEED} repeats it.
 */
@RealRabbit
@UsePostgres
class SoakIT {

	private static final int FIRST_OF_API = 1_000_000;

	private final RabbitNode node;

	private final Postgres postgres;

	private final RunningNewsbox newsbox;

	private final ArticleApi api = new ArticleApi().start();

	private final SteadyFlow flow;

	SoakIT(RabbitNode node, Postgres postgres) {
		this.node = node;
		this.postgres = postgres;
		this.newsbox = new RunningNewsbox(node, postgres);
		this.flow = new SteadyFlow(this.newsbox::publisher);
	}

	@AfterEach
	void clean() {
		this.newsbox.close();
		this.api.close();
		this.node.revive();
		this.postgres.revive();
	}

	@Test
	void whateverBreaksEverythingIsInTheTableInTheEnd() throws Exception {
		long seed = Long.getLong("newsbox.seed", System.nanoTime());
		long seconds = Long.getLong("newsbox.soak", 120);
		System.out.printf("Soak of %d s: -Dnewsbox.seed=%d%n", seconds, seed);
		Random random = new Random(seed);
		this.newsbox.process.with("newsbox.fallback.article-api-url", this.api.url())
			// what only the API knows of while the broker is well is found by the sweep
			.with("newsbox.fallback.sweep-interval", "20s");
		this.newsbox.start();
		int held = 0;
		List<String> faults = new ArrayList<>();
		this.flow.start();
		try (this.flow) {
			long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
			while (System.nanoTime() < end) {
				this.api.put(new String(Load.item(FIRST_OF_API + held++, Instant.now()), StandardCharsets.UTF_8));
				faults.add(fault(random));
				Lapse.of(Duration.ofMillis(random.nextInt(1000, 8000)));
			}
		}
		System.out.printf("Soak: %d items sent, %d held by the API only; %s%n", this.flow.sent(), held, faults);
		this.newsbox.awaitArticles(this.flow.sent() + held, Duration.ofSeconds(90));
		assertThat(this.newsbox.database.queryForObject("SELECT count(*) FROM dead_letter", Long.class)).isZero();
		await("both consumers").atMost(Duration.ofSeconds(60))
			.until(() -> this.node.consumers(this.newsbox.queue) == RunningNewsbox.CONSUMERS);
	}

	private String fault(Random random) throws Exception {
		switch (random.nextInt(8)) {
			case 0 -> {
				this.node.stop();
				Lapse.of(Duration.ofMillis(random.nextInt(5000)));
				this.node.start();
				return "broker stopped";
			}
			case 1 -> {
				this.node.kill();
				this.node.start();
				return "broker killed";
			}
			case 2 -> {
				this.node.freeze();
				Lapse.of(Duration.ofMillis(random.nextInt(15_000)));
				this.node.thaw();
				return "broker frozen";
			}
			case 3 -> {
				this.node.ctl("close_all_connections", "soak");
				return "connections closed";
			}
			case 4 -> {
				this.newsbox.onChannel(
						(channel) -> channel.queueUnbind(this.newsbox.queue, this.newsbox.exchange, "newsbox.update"));
				return "binding deleted";
			}
			case 5 -> {
				this.newsbox.onChannel((channel) -> channel.exchangeDelete(this.newsbox.exchange));
				return "exchange deleted";
			}
			case 6 -> {
				this.postgres.stop();
				Lapse.of(Duration.ofMillis(random.nextInt(5000)));
				this.postgres.start();
				return "database stopped";
			}
			default -> {
				this.newsbox.process.kill();
				this.newsbox.process.start();
				return "newsbox killed";
			}
		}
	}

}
