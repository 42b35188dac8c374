package io.newsbox.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/**
 * Three private nodes that are one broker, for tests to break.
 * <p>
 * They are set as operators of quorum queues set them: a node without the majority pauses
 * itself ({@code pause_minority}), and a node of which nothing is heard is given up after
 * 3 to 5 s ({@code net_ticktime}; stock: 45 to 75 s). Nodes talk to each other through
 * {@link Link}s, so one can be cut off from the two others while clients still reach it.
 */
public final class RabbitCluster implements AutoCloseable {

	private static final int SIZE = 3;

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final List<RabbitNode> nodes = IntStream.rangeClosed(1, SIZE)
		.mapToObj((i) -> new RabbitNode(name(i), configuration()))
		.toList();

	private final List<Wire> wires = new ArrayList<>();

	private final Set<RabbitNode> minority = ConcurrentHashMap.newKeySet();

	public RabbitCluster() {
		for (RabbitNode node : this.nodes) {
			this.nodes.stream().filter((other) -> other != node).forEach((other) -> {
				Link link = new Link(other.distributionPort());
				node.connect(other, link);
				this.wires.add(new Wire(node, other, link));
			});
		}
	}

	/** Starts all nodes and returns when they are one broker. */
	public RabbitCluster start() {
		atOnce(RabbitNode::start);
		awaitWhole();
		return this;
	}

	public List<RabbitNode> nodes() {
		return this.nodes;
	}

	/** The value of {@code spring.rabbitmq.addresses} with this node first. */
	public String addresses(RabbitNode first) {
		List<RabbitNode> order = new ArrayList<>(this.nodes);
		order.remove(first);
		order.add(0, first);
		return order.stream().map((node) -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
	}

	/** A node that runs and has the majority. */
	private RabbitNode healthy() {
		return healthy(this.nodes.stream());
	}

	/** Another one. */
	public RabbitNode healthyBut(RabbitNode node) {
		return healthy(this.nodes.stream().filter((other) -> other != node));
	}

	/** The node that has the leader of a quorum queue. */
	public RabbitNode leader(String queue) {
		String leader = column(queue, "leader");
		return this.nodes.stream().filter((node) -> node.name().equals(leader)).findAny().orElseThrow();
	}

	/**
	 * From now on nothing gets through between the node and the others, and none of them
	 * is told.
	 */
	public void cutOff(RabbitNode node) {
		cut(node, Link::silence);
	}

	/** The node loses its connections to the others, and gets no new ones. */
	public void disconnect(RabbitNode node) {
		cut(node, Link::sever);
	}

	/** Whatever a test did to the cluster: afterwards all nodes are one broker. */
	public void revive() {
		this.wires.forEach((wire) -> wire.link.mend());
		this.minority.clear();
		atOnce(RabbitNode::revive);
		awaitWhole();
	}

	/** Returns when each node could be stopped without the loss of a majority. */
	public void awaitQuorum(String queue) {
		await("all members of queue " + queue).atMost(PATIENCE)
			.ignoreExceptions()
			.until(() -> column(queue, "online").split(",").length == SIZE);
	}

	@Override
	public void close() {
		this.nodes.forEach(RabbitNode::close);
		this.wires.forEach((wire) -> wire.link.close());
	}

	private RabbitNode healthy(Stream<RabbitNode> choice) {
		return choice.filter((node) -> node.isRunning() && !this.minority.contains(node))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No node of the majority is left"));
	}

	private void atOnce(Consumer<RabbitNode> task) {
		ExecutorService pool = Executors.newFixedThreadPool(SIZE);
		try {
			List<CompletableFuture<Void>> tasks = this.nodes.stream()
				.map((node) -> CompletableFuture.runAsync(() -> task.accept(node), pool))
				.toList();
			tasks.forEach(CompletableFuture::join);
		}
		finally {
			pool.shutdown();
		}
	}

	private void cut(RabbitNode node, Consumer<Link> how) {
		this.minority.add(node);
		this.wires.stream()
			.filter((wire) -> wire.from == node || wire.to == node)
			.forEach((wire) -> how.accept(wire.link));
	}

	private void awaitWhole() {
		await("three nodes to be one broker").atMost(PATIENCE)
			.ignoreExceptions()
			.until(() -> this.nodes.stream().allMatch(RabbitNode::acceptsLogin)
					&& this.nodes.get(0).ctl("eval", "length(rabbit_nodes:all_running()).").strip().equals("3"));
	}

	private String column(String queue, String item) {
		return healthy().ctl("list_queues", "--no-table-headers", "name", item)
			.lines()
			.map((line) -> line.split("\t"))
			.filter((row) -> row[0].equals(queue))
			.map((row) -> row[1])
			.findAny()
			.orElseThrow(() -> new IllegalArgumentException("There is no queue " + queue));
	}

	private static String name(int number) {
		return "newsbox-" + number;
	}

	private static String configuration() {
		StringBuilder lines = new StringBuilder("""
				cluster_partition_handling = pause_minority
				net_ticktime = 4
				cluster_formation.peer_discovery_backend = classic_config
				cluster_formation.discovery_retry_limit = 4
				""");
		for (int i = 1; i <= SIZE; i++) {
			lines.append("cluster_formation.classic_config.nodes.%d = %s@localhost%n".formatted(i, name(i)));
		}
		return lines.toString();
	}

	private record Wire(RabbitNode from, RabbitNode to, Link link) {
	}

}
