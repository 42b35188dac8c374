package io.newsbox.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import io.newsbox.kit.DeafPeer;
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
 * newsbox starts whatever is broken, says what, and heals when the cause is gone.
 */
@RealRabbit
@UsePostgres
class StartIT {

	private final RabbitNode node;

	private final Postgres postgres;

	private final RunningNewsbox newsbox;

	private String name;

	StartIT(RabbitNode node, Postgres postgres) {
		this.node = node;
		this.postgres = postgres;
		this.newsbox = new RunningNewsbox(node, postgres);
	}

	@BeforeEach
	void name(TestInfo test) {
		this.name = test.getTestMethod().orElseThrow().getName();
	}

	@AfterEach
	void clean() {
		this.newsbox.close();
		this.node.revive();
		this.postgres.revive();
	}

	@Test
	void withTheBrokerStopped() throws Exception {
		this.node.stop();
		assertStarts("Connection refused");
		this.node.start();
		assertHeals();
	}

	@Test
	void withAPeerThatTakesTheConnectionAndSaysNothing() throws Exception {
		try (DeafPeer peer = DeafPeer.silent()) {
			this.newsbox.process.withRabbit(peer.port());
			assertStarts("Timeout");
		}
	}

	@Test
	void withANetworkThatDropsEverything() throws Exception {
		try (DeafPeer peer = DeafPeer.blackHole()) {
			this.newsbox.process.withRabbit(peer.port());
			assertStarts("[Tt]imed out");
		}
	}

	@Test
	void withAVhostThatIsNotThere() throws Exception {
		this.newsbox.process.with("spring.rabbitmq.virtual-host", this.name);
		assertStarts("vhost " + this.name + " not found");
		this.node.ctl("add_vhost", this.name);
		this.node.ctl("set_permissions", "-p", this.name, "guest", ".*", ".*", ".*");
		await("the subscription").atMost(Duration.ofSeconds(90))
			.until(() -> this.newsbox.process.log().contains("The subscription lives"));
	}

	@Test
	void withAWrongPassword() throws Exception {
		this.node.ctl("add_user", this.name, "wrong");
		this.node.ctl("set_permissions", this.name, ".*", ".*", ".*");
		this.newsbox.process.with("spring.rabbitmq.username", this.name).with("spring.rabbitmq.password", "right");
		assertStarts("ACCESS_REFUSED");
		assertThat(this.newsbox.process.log()).doesNotContain("right");
		this.node.ctl("change_password", this.name, "right");
		assertHeals();
	}

	@Test
	void withAUserWhoMayOnlyConsumeFromAQueueThatOthersMade() throws Exception {
		this.newsbox.declareQueue();
		this.node.ctl("add_user", this.name, "reader");
		this.node.ctl("set_permissions", this.name, "^$", "^$", "^" + this.newsbox.queue + "$");
		this.newsbox.process.with("spring.rabbitmq.username", this.name).with("spring.rabbitmq.password", "reader");
		this.newsbox.start();
		assertHeals();
		assertThat(this.newsbox.process.log()).containsOnlyOnce("newsbox may not bind queue " + this.newsbox.queue);
	}

	@Test
	void withTheDatabaseAndTheBrokerStopped() throws Exception {
		this.node.stop();
		this.postgres.stop();
		assertStarts("Connection refused");
		this.newsbox.process.awaitLog("Cannot bring the database schema up to date");
		this.postgres.start();
		this.node.start();
		assertHeals();
	}

	@Test
	void withAQueueThatHasOtherArgumentsItUsesTheQueueAndExplainsOnce() throws Exception {
		try (var connection = this.node.connection(); var channel = connection.createChannel()) {
			channel.queueDeclare(this.newsbox.queue, true, false, false, Map.of("x-max-length", 1_000_000));
		}
		this.newsbox.start();
		assertHeals();
		assertThat(this.newsbox.process.log())
			.containsOnlyOnce("The broker has queue '" + this.newsbox.queue + "' with another 'x-max-length'");
	}

	private void assertStarts(String complaint) throws IOException {
		Duration taken = this.newsbox.process.start().awaitLive().age();
		System.out.printf("%s: up after %.1f s%n", this.name, taken.toMillis() / 1e3);
		assertThat(taken).as("it waits for nothing").isLessThan(Duration.ofSeconds(60));
		await("the complaint").atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
			assertThat(this.newsbox.process.get("/actuator/health").body()).containsPattern(complaint);
			assertThat(this.newsbox.process.log()).containsPattern("No subscription yet: .*" + complaint)
				.containsPattern("Nothing comes from the broker since .*2 tries")
				.doesNotContain("no route consumes");
		});
	}

	private void assertHeals() throws Exception {
		long cured = System.nanoTime();
		await("the subscription").atMost(Duration.ofSeconds(90))
			.until(() -> this.newsbox.process.log().contains("The subscription lives"));
		System.out.printf("%s: healed after %.1f s%n", this.name, (System.nanoTime() - cured) / 1e9);
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.sendAll(Load.items(0, 10));
		}
		this.newsbox.awaitArticles(10, Duration.ofSeconds(60));
	}

}
