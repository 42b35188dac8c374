package io.newsbox.intake;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.newsbox.kit.Lapse;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.RabbitCluster;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;
import io.newsbox.kit.RunningNewsbox;
import io.newsbox.kit.SteadyFlow;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Faults of a cluster of three nodes with a quorum queue and 100 items a second flowing,
 * each at the node that newsbox is connected to: newsbox goes on at another one by
 * itself, with as many consumers, and nothing is lost. Prints how long it took from the
 * fault until items flowed again; the goal is 10 s.
 */
@RealRabbit
@UsePostgres
class ClusterIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final RabbitCluster CLUSTER = new RabbitCluster();

	private final RabbitNode first = CLUSTER.nodes().get(0);

	private final RunningNewsbox newsbox;

	private final SteadyFlow flow;

	private String name;

	ClusterIT(Postgres postgres) {
		this.newsbox = new RunningNewsbox(this.first, postgres);
		this.newsbox.process.with("spring.rabbitmq.addresses", CLUSTER.addresses(this.first))
			.with("newsbox.intake.queue-type", "quorum");
		this.flow = new SteadyFlow(this::publisher);
	}

	@BeforeAll
	static void startCluster() {
		CLUSTER.start();
	}

	@AfterAll
	static void closeCluster() {
		CLUSTER.close();
	}

	@BeforeEach
	void name(TestInfo test) {
		this.name = test.getTestMethod().orElseThrow().getName();
	}

	@AfterEach
	void clean() {
		this.flow.close();
		this.newsbox.close();
		CLUSTER.revive();
	}

	@Test
	void aKilledLeader() {
		declareQueueAt(this.first);
		run();
		assertThat(CLUSTER.leader(this.newsbox.queue)).isEqualTo(this.first);
		assertFlowing("killed", this.first::kill);
		assertHealed();
	}

	@Test
	void aLeaderCutOffFromTheOthersAndNobodyIsTold() {
		declareQueueAt(this.first);
		run();
		assertThat(CLUSTER.leader(this.newsbox.queue)).isEqualTo(this.first);
		assertFlowing("cut off", () -> CLUSTER.cutOff(this.first));
		assertHealed();
	}

	@Test
	void aNodeDisconnectedFromTheOthersAndTheLeader() {
		RabbitNode other = CLUSTER.nodes().get(2);
		declareQueueAt(other);
		run();
		assertThat(CLUSTER.leader(this.newsbox.queue)).isEqualTo(other);
		assertFlowing("disconnected", () -> CLUSTER.disconnect(this.first));
		assertHealed();
	}

	@Test
	void aRestartOfEachNodeInTurn() {
		run();
		for (RabbitNode node : CLUSTER.nodes()) {
			CLUSTER.awaitQuorum(this.newsbox.queue);
			assertFlowing(node.name() + " stops", node::stop);
			node.start();
		}
		assertHealed();
	}

	private void run() {
		this.newsbox.start();
		this.flow.start();
		await("items to flow").atMost(PATIENCE).until(() -> this.newsbox.articles() > 100);
	}

	/** A queue's leader is where it is declared. */
	private void declareQueueAt(RabbitNode node) {
		// the first of a cluster that has just been made may take a while
		await("the queue").atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
			try (Connection connection = node.connection(); Channel channel = connection.createChannel()) {
				channel.queueDeclare(this.newsbox.queue, true, false, false, Map.of("x-queue-type", "quorum"));
			}
		});
	}

	/**
	 * Items sent after the fault arrive, and in the end those sent meanwhile, too: the
	 * broker may have handed them to the consumer that it then lost.
	 */
	private void assertFlowing(String fault, Runnable cause) {
		long begin = System.nanoTime();
		cause.run();
		int mark = this.flow.sent() + 50;
		awaitOften("the cluster to take item " + mark, () -> this.flow.sent() > mark);
		double taken = Lapse.secondsSince(begin);
		awaitOften("item " + mark + " or a later one", () -> stored(mark, Integer.MAX_VALUE) > 0);
		double flowing = Lapse.secondsSince(begin);
		awaitOften("items 0 to " + mark, () -> stored(0, mark) == mark + 1);
		System.out.printf(
				"%s: %s, taken by the cluster after %.1f s, items flow again after %.1f s, all are there after %.1f s%n",
				this.name, fault, taken, flowing, Lapse.secondsSince(begin));
	}

	private static void awaitOften(String what, Callable<Boolean> condition) {
		await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
	}

	/** Nothing lost: every item that the cluster ever took is in the table. */
	private void assertHealed() {
		assertFlowing("all nodes back", CLUSTER::revive);
		this.flow.close();
		this.newsbox.awaitArticles(this.flow.sent(), PATIENCE);
		this.newsbox.awaitEmptyQueue();
		await("both consumers").atMost(PATIENCE)
			.until(() -> this.first.consumers(this.newsbox.queue) == RunningNewsbox.CONSUMERS);
		await("what newsbox says last of the subscription").atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.newsbox.process.log())
				.containsPattern("The subscription lives(?!(?s:.*)The subscription is lost)"));
	}

	private int stored(int first, int last) {
		return this.newsbox.database.queryForObject(
				"SELECT count(*) FROM article WHERE split_part(uri, ':', 3)::integer BETWEEN ? AND ?", Integer.class,
				first, last);
	}

	/** Publishers are not what is tested: theirs is a node with the majority. */
	private Publisher publisher() throws Exception {
		return new Publisher(CLUSTER.healthyBut(this.first).connectionFactory(), this.newsbox.exchange,
				"newsbox.update");
	}

}
