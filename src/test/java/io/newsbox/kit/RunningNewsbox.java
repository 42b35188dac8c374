package io.newsbox.kit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * newsbox.jar at a real broker and database, with an exchange and a database of its own.
 */
public final class RunningNewsbox implements AutoCloseable {

	/** Of its queue, as {@code routes/article-intake.camel.yaml} says. */
	public static final int CONSUMERS = 2;

	public final String exchange = "it-" + UUID.randomUUID();

	public final String queue = this.exchange + ".newsbox";

	public final RabbitNode node;

	public final NewsboxProcess process;

	public final JdbcTemplate database;

	private final Postgres.Database news;

	private final Path directory;

	public RunningNewsbox(RabbitNode node, Postgres postgres) {
		this(node, postgres, Path.of("").toAbsolutePath());
	}

	/**
	 * @param directory where it is started: the one with {@code routes/}
	 */
	public RunningNewsbox(RabbitNode node, Postgres postgres, Path directory) {
		this.node = node;
		this.directory = directory;
		this.news = postgres.newDatabase();
		this.database = new JdbcTemplate(this.news.dataSource());
		this.process = another();
	}

	/** One more instance of the group, not started yet; the caller closes it. */
	public NewsboxProcess another() {
		return new NewsboxProcess(this.directory).withRabbit(this.node.port())
			.withDatabase(this.news)
			.with("newsbox.intake.exchange", this.exchange);
	}

	/** Starts the process and waits for its subscription, and its console. */
	public RunningNewsbox start() {
		this.process.start().awaitLive().awaitLog("The subscription lives");
		return this;
	}

	/** Makes exchange, queue and binding, as newsbox would. */
	public void declareQueue() throws Exception {
		onChannel((channel) -> {
			channel.exchangeDeclare(this.exchange, BuiltinExchangeType.DIRECT, true);
			channel.queueDeclare(this.queue, true, false, false, Map.of());
			channel.queueBind(this.queue, this.exchange, "newsbox.update");
		});
	}

	/** Does something at the broker, as a client of its own. */
	public void onChannel(ChannelTask task) throws Exception {
		try (Connection connection = this.node.connection(); Channel channel = connection.createChannel()) {
			task.run(channel);
		}
	}

	public Publisher publisher(String routingKey) throws Exception {
		return new Publisher(this.node.connectionFactory(), this.exchange, routingKey);
	}

	public Publisher publisher() throws Exception {
		return publisher("newsbox.update");
	}

	public long articles() {
		return Optional.ofNullable(this.database.queryForObject("SELECT count(*) FROM article", Long.class)).orElse(0L);
	}

	public void awaitArticles(long expected, Duration patience) {
		await(expected + " articles").atMost(patience)
			.pollInterval(Duration.ofMillis(100))
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(articles()).isEqualTo(expected));
	}

	/**
	 * From now on each statement for the table takes so long that a drain has a middle.
	 */
	public void slowTable() {
		this.database.execute(
				"""
						CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$;
						CREATE TRIGGER slow BEFORE INSERT ON article FOR EACH STATEMENT EXECUTE FUNCTION slow()""");
	}

	public void quickTable() {
		this.database.execute("DROP FUNCTION slow() CASCADE");
	}

	/** Nothing in the queue, and nothing handed over without an ack. */
	public void awaitEmptyQueue() {
		// rabbitmqctl takes its time, and is asked last
		await("an empty queue").atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(this.node.messages(this.queue)).isZero());
		await("the acks").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(waiting()).isZero());
	}

	/** Messages that the broker still has, handed over or not. */
	public int waiting() {
		return this.node.allMessages(this.queue);
	}

	/** Counter newsbox_items_total of this run of the process. */
	public double items(String outcome) throws IOException {
		return items(this.process, outcome);
	}

	/** Counter newsbox_items_total of a process. */
	public static double items(NewsboxProcess process, String outcome) throws IOException {
		Pattern line = Pattern.compile("newsbox_items_total\\{origin=\"broker\",outcome=\"" + outcome + "\"\\} (\\S+)");
		return line.matcher(process.get("/actuator/prometheus").body())
			.results()
			.map((MatchResult result) -> Double.valueOf(result.group(1)))
			.findFirst()
			.orElse(0.0);
	}

	@Override
	public void close() {
		this.process.close();
	}

	/** What is done on a channel. */
	public interface ChannelTask {

		void run(Channel channel) throws Exception;

	}

}
