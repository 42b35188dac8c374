package io.newsbox.intake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import io.newsbox.kit.Load;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;
import io.newsbox.kit.RouteFiles;
import io.newsbox.kit.RunningNewsbox;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The settings of the subscription, on the real broker.
 */
@RealRabbit
@UsePostgres
class SubscriptionIT {

	private final RabbitNode node;

	private final RunningNewsbox newsbox;

	SubscriptionIT(RabbitNode node, Postgres postgres) {
		this.node = node;
		this.newsbox = new RunningNewsbox(node, postgres);
	}

	@AfterEach
	void clean() {
		this.newsbox.close();
	}

	@Test
	void aDirectExchangeDeliversWhatBearsOneOfTheRoutingKeys() throws Exception {
		this.newsbox.process.with("newsbox.intake.routing-key", "news.update, news.kill");
		this.newsbox.start();
		assertThat(returned("news.update", 1)).isZero();
		assertThat(returned("news.kill", 2)).isZero();
		assertThat(returned("news.other", 3)).isOne();
		this.newsbox.awaitArticles(2, Duration.ofSeconds(60));
		assertThat(this.node.ctl("list_exchanges", "name", "type", "durable", "--quiet"))
			.containsPattern(this.newsbox.exchange + "\\s+direct\\s+true");
		assertThat(this.node.ctl("list_queues", "name", "durable", "exclusive", "auto_delete", "--quiet"))
			.containsPattern(this.newsbox.queue + "\\s+true\\s+false\\s+false");
	}

	@Test
	void aTopicExchangeTakesPatterns() throws Exception {
		this.newsbox.process.with("newsbox.intake.exchange-type", "topic")
			.with("newsbox.intake.routing-key", "news.*.text");
		this.newsbox.start();
		assertThat(returned("news.politics.text", 1)).isZero();
		assertThat(returned("news.politics.picture", 2)).isOne();
		assertThat(returned("news.sports.text", 3)).isZero();
		this.newsbox.awaitArticles(2, Duration.ofSeconds(60));
	}

	@Test
	void aRoutingKeyThatIsRefusedKeepsNoOtherFromBeingBound() throws Exception {
		String user = "desk";
		this.node.ctl("add_user", user, user);
		this.node.ctl("set_permissions", user, ".*", ".*", ".*");
		this.node.ctl("set_topic_permissions", user, this.newsbox.exchange, ".*", "^news\\..*");
		this.newsbox.process.with("spring.rabbitmq.username", user)
			.with("spring.rabbitmq.password", user)
			.with("newsbox.intake.exchange-type", "topic")
			.with("newsbox.intake.routing-key", "secret.text, news.text");
		this.newsbox.start();
		assertThat(returned("news.text", 1)).isZero();
		assertThat(returned("secret.text", 2)).isOne();
		this.newsbox.awaitArticles(1, Duration.ofSeconds(60));
		assertThat(this.newsbox.process.log()).containsOnlyOnce("newsbox may not bind queue")
			.contains("to exchange " + this.newsbox.exchange + " with routing key 'secret.text', and takes");
	}

	@Test
	void thePermissionsThatTheReadmeNamesAreEnough() throws Exception {
		Matcher named = Pattern.compile("set_permissions -p news newsbox '(.*)' '(.*)' '(.*)'")
			.matcher(Files.readString(Path.of("README.md")));
		assertThat(named.find()).isTrue();
		String user = "newsbox";
		this.node.ctl("add_user", user, user);
		this.node.ctl(Stream
			.concat(Stream.of("set_permissions", user),
					IntStream.rangeClosed(1, named.groupCount())
						.mapToObj((group) -> named.group(group).replace("^news", "^" + this.newsbox.exchange)))
			.toArray(String[]::new));
		this.newsbox.process.with("spring.rabbitmq.username", user).with("spring.rabbitmq.password", user);
		this.newsbox.start();
		assertThat(returned("newsbox.update", 1)).isZero();
		this.newsbox.awaitArticles(1, Duration.ofSeconds(60));
	}

	@Test
	void aRoutingKeyIsTakenAsItIs() throws Exception {
		this.newsbox.process.with("newsbox.intake.routing-key", "a+b%43,c&d=e").with("newsbox.intake.group", "desk+1%");
		this.newsbox.start();
		assertThat(returned("a+b%43", 1)).isZero();
		assertThat(returned("c&d=e", 2)).isZero();
		this.newsbox.awaitArticles(2, Duration.ofSeconds(60));
		assertThat(queues()).contains(this.newsbox.exchange + ".desk+1%");
	}

	@Test
	void aFanoutExchangeDeliversEverything() throws Exception {
		this.newsbox.process.with("newsbox.intake.exchange-type", "fanout");
		this.newsbox.start();
		assertThat(returned("any", 1)).isZero();
		assertThat(returned("", 2)).isZero();
		this.newsbox.awaitArticles(2, Duration.ofSeconds(60));
	}

	@Test
	void aHeadersExchangeIsDeclaredAsSuch() throws Exception {
		this.newsbox.process.with("newsbox.intake.exchange-type", "headers");
		this.newsbox.start();
		try (Publisher publisher = this.newsbox.publisher("")) {
			publisher.send(Load.item(1, Instant.parse("2026-01-31T10:15:00Z")), Map.of("desk", "politics"));
		}
		this.newsbox.awaitArticles(1, Duration.ofSeconds(60));
		assertThat(this.node.ctl("list_exchanges", "name", "type", "--quiet"))
			.containsPattern(this.newsbox.exchange + "\\s+headers");
	}

	@Test
	void aSubscriptionThatIsNotDurableHasAQueueOfItsOwnThatGoesWithIt() throws Exception {
		this.newsbox.process.with("newsbox.intake.durable-subscription", "false");
		this.newsbox.start();
		assertThat(returned("newsbox.update", 1)).isZero();
		this.newsbox.awaitArticles(1, Duration.ofSeconds(60));
		assertThat(queues()).containsPattern(this.newsbox.queue + "\\.\\S+\\s+false\\s+true\\s+true");
		this.newsbox.process.terminate();
		await("the queue to go").atMost(Duration.ofSeconds(60)).until(() -> !queues().contains(this.newsbox.queue));
	}

	@Test
	void aPrefetchBelowTheBatchSizeStopsTheStartAndNamesBothSettings() {
		this.newsbox.process.with("newsbox.intake.prefetch", "100").start();
		await("the process to end").atMost(Duration.ofMinutes(2)).until(() -> !this.newsbox.process.isRunning());
		assertThat(this.newsbox.process.log())
			.contains("newsbox.intake.prefetch (100)", "newsbox.intake.batch-size (500)")
			.doesNotContain("	at ");
	}

	@Test
	void aSubscriptionIsKeptWhateverBecomesOfAnother() throws Exception {
		Path folder = RouteFiles.copyWithoutExamples("article-intake", "article-store", "dead-letter");
		String first = Files.readString(folder.resolve("article-intake.camel.yaml"));
		// whatever their order, one of them comes after the first
		List<String> others = List.of("a", "z");
		for (String other : others) {
			Files.writeString(folder.resolve(other + "-intake.camel.yaml"),
					first.replace("id: article-intake", "id: " + other + "-intake")
						.replace("{{newsbox.intake.group}}", other)
						.replace("{{newsbox.intake.routing-key}}", "news." + other));
		}
		this.newsbox.process.with("newsbox.routes-directory", folder.toAbsolutePath());
		this.newsbox.declareQueue();
		try (Connection somebody = this.node.connection(); Channel channel = somebody.createChannel()) {
			channel.basicConsume(this.newsbox.queue, false, "", false, true, Map.of(), new DefaultConsumer(channel));
			this.newsbox.process.start().awaitLive();
			for (String other : others) {
				String key = "news." + other;
				await("its binding").atMost(Duration.ofSeconds(60)).until(() -> returned(key, 1) == 0);
				channel.queueUnbind(this.newsbox.exchange + "." + other, this.newsbox.exchange, key);
				await("it again").atMost(Duration.ofSeconds(30)).until(() -> returned(key, 1) == 0);
			}
		}
	}

	/** Publishes an item, and returns how many reached no queue: this one, or none. */
	private int returned(String routingKey, int item) throws Exception {
		try (Publisher publisher = this.newsbox.publisher(routingKey)) {
			publisher.send(Load.item(item, Instant.parse("2026-01-31T10:15:00Z")));
			return publisher.returned();
		}
	}

	private String queues() {
		return this.node.ctl("list_queues", "name", "durable", "exclusive", "auto_delete", "--quiet");
	}

}
