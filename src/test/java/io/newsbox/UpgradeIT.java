package io.newsbox;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import io.newsbox.kit.Load;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;
import io.newsbox.kit.RunningNewsbox;
import io.newsbox.kit.UsePostgres;
import io.newsbox.kit.Vhost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * newsbox takes over the queue of a Spring Cloud Stream consumer, as the page says.
 */
@RealRabbit
@UsePostgres
class UpgradeIT {

	private static final Instant TIME = Instant.parse("2026-01-31T10:15:00Z");

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final RabbitNode node;

	private final Vhost vhost;

	private final RunningNewsbox newsbox;

	private Connection oldConsumer;

	private Channel channel;

	@TempDir
	private Path routes;

	UpgradeIT(RabbitNode node, Postgres postgres) {
		this.node = node;
		this.vhost = new Vhost(node);
		this.newsbox = new RunningNewsbox(node, postgres);
	}

	static List<UpgradePage.Example> examples() throws IOException {
		return UpgradePage.examples();
	}

	@BeforeEach
	void connect() throws Exception {
		this.oldConsumer = this.vhost.connectionFactory().newConnection("old consumer");
		this.channel = this.oldConsumer.createChannel();
	}

	@AfterEach
	void clean() {
		this.newsbox.close();
		this.oldConsumer.abort();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("examples")
	void storesWhatWaitsAndWhatTheOldConsumerHeldAndChangesNothingAtTheBroker(UpgradePage.Example example)
			throws Exception {
		BinderConsumer old = example.old();
		old.declare(this.channel);
		Set<JsonNode> before = this.vhost.topology();
		publish(old, 0, 10);
		hold(old.queue(), 3, false);
		install(example.settings(), example.changes());
		this.newsbox.start();
		assertThat(this.channel.queueDeclarePassive(old.queue()).getConsumerCount())
			.isEqualTo(1 + RunningNewsbox.CONSUMERS);
		this.oldConsumer.close();
		publish(old, 10, 12);
		this.newsbox.awaitArticles(12, PATIENCE);
		assertThat(this.vhost.topology()).isEqualTo(before);
		assertThat(this.vhost.refusals()).isZero();
		assertThat(this.newsbox.process.log()).doesNotContain("The broker has");
		assertGoesBack(old);
	}

	@Test
	void whatIsForgottenIsRefusedOnceAndUsedAsItIs() throws Exception {
		UpgradePage.Example example = exampleWithDlq();
		BinderConsumer old = example.old();
		old.declare(this.channel);
		publish(old, 0, 10);
		hold(old.queue(), 3, true);
		install(example.settings(), List.of());
		this.newsbox.process.with("newsbox.intake.exchange-type", "topic");
		this.newsbox.process.start().awaitLog("No subscription yet: ACCESS_REFUSED - .*exclusive use");
		this.oldConsumer.close();
		this.newsbox.awaitArticles(10, PATIENCE);
		await("several looks").during(Duration.ofSeconds(5))
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.vhost.refusals() == 2);
		assertThat(this.newsbox.process.log())
			.containsOnlyOnce("The broker has queue 'prod.news.articles' with another 'x-dead-letter-exchange'")
			.containsOnlyOnce("The broker has exchange 'prod.news' with another 'type'")
			.contains("set newsbox.intake.exchange-type to");
		assertForgetsTheConflictWithTheQueue(old.queue());
	}

	@Test
	void withoutThePermissionToDeclareItUsesWhatIsThere() throws Exception {
		UpgradePage.Example example = examples().get(0);
		BinderConsumer old = example.old();
		old.declare(this.channel);
		publish(old, 0, 10);
		this.node.ctl("add_user", "reader", "reads");
		this.vhost.permit("reader", "^$", "^news\\.articles$", ".*");
		install(example.settings(), List.of());
		this.newsbox.process.with("spring.rabbitmq.username", "reader").with("spring.rabbitmq.password", "reads");
		this.newsbox.start().awaitArticles(10, PATIENCE);
		assertThat(this.newsbox.process.log()).contains("newsbox may not declare exchange news, and uses it as it is",
				"newsbox may not declare queue news.articles, and uses it as it is");
	}

	@Test
	void emptiesTheOldDlq() throws Exception {
		BinderConsumer old = exampleWithDlq().old();
		old.declare(this.channel);
		try (Publisher dlx = new Publisher(this.vhost.connectionFactory(), "prod.DLX", old.queue())) {
			dlx.sendAll(Load.items(0, 10));
			assertThat(dlx.returned()).isZero();
		}
		String settings = UpgradePage.block("properties", UpgradePage.section("### The old DLQ")).orElseThrow();
		install(settings.replaceAll("server.port=.*", ""), List.of());
		this.newsbox.start().awaitArticles(10, PATIENCE);
		publish(old, 10, 11);
		assertThat(this.channel.queueDeclarePassive(old.queue()).getMessageCount()).as("news for others").isOne();
	}

	private UpgradePage.Example exampleWithDlq() throws IOException {
		return examples().stream().filter((example) -> example.title().endsWith("a DLQ")).findFirst().orElseThrow();
	}

	private void install(String settings, List<Cookbook.Change> changes) throws IOException {
		Properties properties = new Properties();
		properties.load(new StringReader(settings));
		properties.forEach((name, value) -> this.newsbox.process.with(name.toString(), value));
		Cookbook.apply(changes, this.routes);
		this.newsbox.process.with("newsbox.routes-directory", this.routes.toAbsolutePath())
			.with("spring.rabbitmq.virtual-host", this.vhost.name);
	}

	private void hold(String queue, int messages, boolean exclusive) throws IOException {
		int all = this.channel.queueDeclarePassive(queue).getMessageCount();
		this.channel.basicQos(messages);
		this.channel.basicConsume(queue, false, "old", false, exclusive, null, new DefaultConsumer(this.channel));
		await("what it holds").atMost(PATIENCE)
			.until(() -> this.channel.queueDeclarePassive(queue).getMessageCount() == all - messages);
	}

	private void publish(BinderConsumer old, int first, int last) throws Exception {
		try (Publisher publisher = new Publisher(this.vhost.connectionFactory(), old.exchange(), old.publishedKey())) {
			for (int i = first; i < last; i++) {
				publisher.send(Load.item(i, TIME), Map.of("language", "de"));
			}
			assertThat(publisher.returned()).isZero();
		}
	}

	private void assertGoesBack(BinderConsumer old) throws Exception {
		this.newsbox.process.terminate();
		try (Connection again = this.vhost.connectionFactory().newConnection(); Channel anew = again.createChannel()) {
			old.declare(anew);
			assertThat(anew.queueDeclarePassive(old.queue()).getMessageCount()).isZero();
		}
	}

	private void assertForgetsTheConflictWithTheQueue(String queue) throws Exception {
		String conflict = "another 'x-dead-letter-exchange'";
		assertThat(this.newsbox.process.get("/actuator/health").body()).contains(conflict);
		try (Connection connection = this.vhost.connectionFactory().newConnection();
				Channel operator = connection.createChannel()) {
			operator.queueDelete(queue);
		}
		await("no conflict").atMost(PATIENCE)
			.until(() -> !this.newsbox.process.get("/actuator/health").body().contains(conflict));
	}

}
