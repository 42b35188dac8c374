package io.newsbox.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

@RealRabbit
class RabbitNodeIT {

	private final RabbitNode node;

	RabbitNodeIT(RabbitNode node) {
		this.node = node;
	}

	@BeforeEach
	void revive() {
		this.node.revive();
	}

	@Test
	void aRestartKeepsThePortAndADurableQueueWithItsPersistentMessages() throws Exception {
		int port = this.node.port();
		publishTo("kit-restart");

		this.node.restart();

		assertThat(this.node.port()).isEqualTo(port);
		assertThat(this.node.messages("kit-restart")).isOne();
	}

	@Test
	void aConfirmedMessageOutlivesAKill() throws Exception {
		publishTo("kit-kill");
		this.node.syncDeclarations();

		this.node.kill();
		assertThat(this.node.isRunning()).isFalse();
		assertThatException().isThrownBy(this.node::connection).isInstanceOf(IOException.class);

		this.node.start();
		assertThat(this.node.messages("kit-kill")).isOne();
	}

	@Test
	void aFrozenNodeIsSilentUntilItIsThawed() throws Exception {
		Connection connection = this.node.connection();
		this.node.freeze();
		await("the client to miss the heartbeats of a frozen node").atMost(Duration.ofSeconds(30))
			.until(() -> !connection.isOpen());
		assertThatException().isThrownBy(this.node::connection).isInstanceOf(TimeoutException.class);

		this.node.thaw();
		this.node.connection().close();
	}

	@Test
	void countsMessagesThatWaitAndMessagesThatAConsumerHolds() throws Exception {
		publishTo("kit-count");
		assertThat(this.node.messages("kit-count")).isOne();
		assertThat(this.node.consumers("kit-count")).isZero();

		try (Connection connection = this.node.connection(); Channel channel = connection.createChannel()) {
			channel.basicConsume("kit-count", (tag, delivery) -> {
			}, (tag) -> {
			});
			await("the message to be delivered").atMost(Duration.ofSeconds(60))
				.until(() -> this.node.messages("kit-count") == 0);
			assertThat(this.node.consumers("kit-count")).isOne();
			assertThat(this.node.unacked("kit-count")).isOne();
		}
	}

	private void publishTo(String queue) throws Exception {
		try (Connection connection = this.node.connection(); Channel channel = connection.createChannel()) {
			channel.queueDeclare(queue, true, false, false, Map.of());
			channel.confirmSelect();
			channel.basicPublish("", queue, MessageProperties.PERSISTENT_BASIC,
					"news".getBytes(StandardCharsets.UTF_8));
			channel.waitForConfirmsOrDie(5000);
		}
	}

}
