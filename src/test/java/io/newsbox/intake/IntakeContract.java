package io.newsbox.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.newsbox.NewsboxApplication;
import io.newsbox.kit.Load;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.UsePostgres;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jdbc.JdbcConstants;
import org.apache.camel.component.springrabbit.SpringRabbitMQConstants;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.amqp.ConnectionFactoryCustomizer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What newsbox does with messages, whichever broker delivers them.
 */
@UsePostgres
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IntakeContract {

	static final String GOOD = """
			{"uri":"%s","type":"text","versioncreated":"2026-01-31T10:15:00Z","headline":"한국어 العربية 🎉","body_text":"본문"}""";

	final String exchange = getClass().getSimpleName();

	private ConfigurableApplicationContext newsbox;

	JdbcTemplate database;

	private Publisher publisher;

	private ConnectionFactory broker;

	abstract ConnectionFactory startBroker();

	abstract void stopBroker();

	@BeforeAll
	void startNewsbox(Postgres postgres) throws Exception {
		this.broker = startBroker();
		Postgres.Database news = postgres.newDatabase();
		this.newsbox = new SpringApplicationBuilder(NewsboxApplication.class, KeepGzip.class).run("--server.port=-1",
				"--spring.rabbitmq.host=127.0.0.1", "--spring.rabbitmq.port=" + this.broker.getPort(),
				"--spring.datasource.url=" + news.url(), "--spring.datasource.username=" + news.user(),
				"--spring.datasource.password=" + news.password(), "--newsbox.intake.exchange=" + this.exchange);
		this.database = this.newsbox.getBean(JdbcTemplate.class);
		awaitSubscription();
		this.publisher = new Publisher(this.broker, this.exchange, "newsbox.update");
	}

	@AfterAll
	void stopNewsbox() {
		this.publisher.close();
		this.newsbox.close();
		stopBroker();
	}

	@BeforeEach
	void emptyTables() {
		awaitSubscription();
		this.database.execute("TRUNCATE article, dead_letter");
	}

	@Test
	void aRouteThatIsStoppedAndStartedBeginsANewLifeOfTheSubscription() throws Exception {
		Intake intake = this.newsbox.getBean(Intake.class);
		Instant before = intake.aliveSince();
		CamelContext camel = this.newsbox.getBean(CamelContext.class);
		camel.getRouteController().stopRoute("article-intake");
		camel.getRouteController().startRoute("article-intake");
		await("the new life").atMost(Duration.ofSeconds(60))
			.until(() -> intake.aliveSince() != null && intake.aliveSince().isAfter(before));
	}

	@Test
	void itSaysWhetherTheRouteIsStoppedOrSuspended() throws Exception {
		RouteController routes = this.newsbox.getBean(CamelContext.class).getRouteController();
		routes.stopRoute("article-intake");
		awaitLoss("no route consumes from the broker");
		routes.startRoute("article-intake");
		awaitSubscription();
		routes.suspendRoute("article-intake");
		awaitLoss("the consuming route is stopped");
		routes.resumeRoute("article-intake");
		awaitSubscription();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aBatchOfLargeItemsEndsEarlyPackedOrNot(boolean packed) throws Exception {
		CamelContext camel = this.newsbox.getBean(CamelContext.class);
		camel.getRouteController().stopRoute("article-intake");
		for (int i = 0; i < 40; i++) {
			byte[] item = Load.item(i, 50_000);
			this.publisher.send(packed ? gzip(new String(item, StandardCharsets.UTF_8)) : item,
					Publisher.properties().contentEncoding(packed ? "gzip" : null).build());
		}
		camel.getRouteController().startRoute("article-intake");
		awaitCount("article", 40);
		assertThat(this.database.queryForList("SELECT count(*) FROM article GROUP BY updated_at", Long.class))
			.as("rows of a transaction")
			.allSatisfy((rows) -> assertThat(rows).isLessThanOrEqualTo(7));
	}

	@Test
	void eachKindOfBadItemIsParkedAloneAndWholeBetweenItsNeighbours() throws IOException {
		Map<String, byte[]> bad = badBodies();
		for (Map.Entry<String, byte[]> body : bad.entrySet()) {
			this.publisher.send(GOOD.formatted("urn:before:" + body.getKey()));
			boolean gzip = body.getKey().startsWith("gzip");
			this.publisher.send(body.getValue(),
					Publisher.properties()
						.contentEncoding(gzip ? "gzip" : null)
						.headers(Map.of("kind", body.getKey()))
						.build());
			this.publisher.send(GOOD.formatted("urn:after:" + body.getKey()));
		}
		awaitCount("dead_letter", bad.size());
		awaitCount("article", 2 * bad.size());
		for (Map<String, Object> parked : this.database
			.queryForList("SELECT headers -> 'headers' ->> 'kind' AS kind, reason, detail, body FROM dead_letter")) {
			String kind = (String) parked.get("kind");
			System.out.println(kind + ": " + parked.get("reason") + ": " + parked.get("detail"));
			assertThat(parked.get("body")).as(kind).isEqualTo(bad.get(kind));
		}
	}

	@Test
	void aMessageThatIsLargerThanTheClientUsuallyTakesIsParkedToo() throws IOException {
		int size = 70 * 1024 * 1024;
		this.publisher.send(new byte[size], Publisher.properties().build());
		this.publisher.send(GOOD.formatted("urn:behind"));
		awaitCount("article", 1);
		awaitCount("dead_letter", 1);
		assertThat(this.database.queryForObject("SELECT length(body) FROM dead_letter", Integer.class)).isEqualTo(size);
	}

	@Test
	void anElementOfAnArrayIsAnItemOfItsOwn() throws IOException {
		this.publisher
			.send("[" + GOOD.formatted("urn:1") + ", {\"uri\":\"urn:bad\"}, " + GOOD.formatted("urn:2") + "]");
		awaitCount("article", 2);
		awaitCount("dead_letter", 1);
		assertThat(this.database.queryForObject("SELECT convert_from(body, 'UTF8') FROM dead_letter", String.class))
			.isEqualTo("{\"uri\":\"urn:bad\"}");
	}

	@Test
	void textInAnyScriptArrivesUnharmedPackedOrNot() throws IOException {
		this.publisher.send(GOOD.formatted("urn:plain"));
		this.publisher.send(gzip(GOOD.formatted("urn:packed")), Publisher.properties().contentEncoding("gzip").build());
		awaitCount("article", 2);
		assertThat(this.database.queryForList("SELECT DISTINCT headline FROM article", String.class))
			.containsExactly("한국어 العربية 🎉");
	}

	@Test
	void theTimestampOfTheMessageStandsInForAMissingVersionTime() throws IOException {
		Instant timestamp = Instant.parse("2027-01-15T08:00:00Z");
		this.publisher.send("{\"uri\":\"urn:x\",\"type\":\"text\"}".getBytes(StandardCharsets.UTF_8),
				Publisher.properties().timestamp(Date.from(timestamp)).build());
		this.publisher.send("{\"uri\":\"urn:unset\",\"type\":\"text\"}".getBytes(StandardCharsets.UTF_8),
				Publisher.properties().timestamp(Date.from(Instant.EPOCH)).build());
		awaitCount("article", 1);
		awaitCount("dead_letter", 1);
		assertThat(this.database.queryForObject("SELECT version_created FROM article", OffsetDateTime.class))
			.isEqualTo(timestamp.atOffset(ZoneOffset.UTC));
	}

	@Test
	void noHeaderReachesTheStatementAndNoReplyIsSent() throws Exception {
		String loot = this.exchange + ".loot";
		try (Connection connection = this.broker.newConnection(); Channel channel = connection.createChannel()) {
			channel.queueDeclare(loot, false, false, false, null);
			Map<String, Object> headers = new LinkedHashMap<>();
			for (String name : List.of(JdbcConstants.JDBC_PARAMETERS, JdbcConstants.JDBC_RETRIEVE_GENERATED_KEYS,
					"origin", "uri", "headline", "item", "id", "CamelVariable.origin", "CamelHttpUri", "Authorization",
					SpringRabbitMQConstants.ROUTING_OVERRIDE_KEY)) {
				headers.put(name, "'; DROP TABLE article; --");
			}
			BasicProperties properties = Publisher.properties()
				.headers(headers)
				.replyTo(loot)
				.correlationId("1")
				.build();
			this.publisher.send(GOOD.formatted("urn:attack").getBytes(StandardCharsets.UTF_8), properties);
			this.publisher.send("{".getBytes(StandardCharsets.UTF_8), properties);
			awaitCount("article", 1);
			awaitCount("dead_letter", 1);
			assertThat(this.database.queryForMap("SELECT uri, origin, headline FROM article"))
				.containsEntry("uri", "urn:attack")
				.containsEntry("origin", "broker")
				.containsEntry("headline", "한국어 العربية 🎉");
			assertThat(channel.messageCount(loot)).isZero();
		}
	}

	@Test
	void aHeaderThatClaimsThatTheMessageIsABatchHasNoEffect() throws IOException {
		BasicProperties lie = Publisher.properties().headers(Map.of("springBatchFormat", "lengthHeader4")).build();
		this.publisher.send(GOOD.formatted("urn:lie").getBytes(StandardCharsets.UTF_8), lie);
		this.publisher.send(GOOD.formatted("urn:next"));
		awaitCount("article", 2);
	}

	@Test
	void headersAreParkedWholeWhateverTheirType() throws IOException {
		Map<String, Object> headers = Map.of("long", "x".repeat(5000), "nul", "a\0b", "number", 7, "list",
				List.of("a", 1), "table", Map.of("k", true), "bytes", new byte[] { 1, 2 }, "date",
				Date.from(Instant.EPOCH));
		this.publisher.send("{".getBytes(StandardCharsets.UTF_8), Publisher.properties().headers(headers).build());
		awaitCount("dead_letter", 1);
		assertThat(this.database.queryForMap("""
				SELECT length(headers #>> '{headers,long}') AS long, headers #>> '{headers,table,k}' AS flag,
				       headers #>> '{headers,nul}' AS nul, headers ->> 'exchange' AS exchange FROM dead_letter"""))
			.containsEntry("long", 5000)
			.containsEntry("flag", "true")
			.containsEntry("nul", "a\uFFFDb")
			.containsEntry("exchange", this.exchange);
	}

	@Test
	void aHistoryThatNoBrokerWroteDoesNoHarm() throws IOException {
		Instant alive = this.newsbox.getBean(Intake.class).aliveSince();
		for (Object deaths : List.of("x", List.of("x"), List.of(Map.of("count", "x")))) {
			this.publisher.send("{".getBytes(StandardCharsets.UTF_8), Map.of("x-death", deaths, "copy", deaths));
		}
		this.publisher.send(GOOD.formatted("urn:after"));
		awaitCount("article", 1);
		awaitCount("dead_letter WHERE attempts = 3", 1);
		assertThat(
				this.database.queryForObject("SELECT headers #>> '{headers,x-death}' FROM dead_letter", String.class))
			.isEqualTo(
					this.database.queryForObject("SELECT headers #>> '{headers,copy}' FROM dead_letter", String.class));
		assertThat(this.newsbox.getBean(Intake.class).aliveSince()).isEqualTo(alive);
	}

	@Test
	void headersInHeadersInHeadersDoNoHarm() throws Exception {
		List<Object> deep = List.of();
		for (int level = 0; level < 5000; level++) {
			deep = List.of(deep);
		}
		BasicProperties properties = Publisher.properties()
			.headers(Map.of("deep", deep, "case", "kept"))
			.contentEncoding("identity")
			.build();
		FutureTask<Void> sending = new FutureTask<>(() -> {
			this.publisher.send(GOOD.formatted("urn:deep").getBytes(StandardCharsets.UTF_8), properties);
			this.publisher.send("{".getBytes(StandardCharsets.UTF_8), properties);
			return null;
		});
		// the client writes them with a call a level, too
		new Thread(null, sending, "publisher", 32 * 1024 * 1024).start();
		sending.get(60, TimeUnit.SECONDS);
		awaitCount("article", 1);
		awaitCount("dead_letter", 1);
		assertThat(this.database.queryForMap(
				"SELECT headers ->> 'content_encoding' AS encoding, headers #>> '{headers,case}' AS one FROM dead_letter"))
			.containsEntry("encoding", "identity")
			.containsEntry("one", "kept");
	}

	private void awaitLoss(String reason) {
		await("the loss").atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThatIllegalStateException().isThrownBy(this.newsbox.getBean(Intake.class)::probe)
				.withMessage(reason));
	}

	private void awaitSubscription() {
		await("the subscription").atMost(Duration.ofSeconds(60))
			.until(() -> this.newsbox.getBean(Intake.class).isAlive());
	}

	void awaitCount(String table, int expected) {
		await(expected + " rows in " + table).atMost(Duration.ofSeconds(60))
			.untilAsserted(
					() -> assertThat(this.database.queryForObject("SELECT count(*) FROM " + table, Integer.class))
						.isEqualTo(expected));
	}

	private static Map<String, byte[]> badBodies() throws IOException {
		Map<String, byte[]> bodies = new LinkedHashMap<>();
		bodies.put("cut off", utf8("{\"uri\":\"urn:x\",\"headl"));
		bodies.put("empty", new byte[0]);
		bodies.put("random bytes", randomBytes());
		bodies.put("not UTF-8", "{\"uri\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
		bodies.put("NUL",
				utf8("{\"uri\":\"urn:nul\",\"versioncreated\":\"2026-01-31T10:15:00Z\",\"headline\":\"a\\u0000b\"}"));
		bodies.put("lone surrogate",
				utf8("{\"uri\":\"urn:half\",\"versioncreated\":\"2026-01-31T10:15:00Z\",\"headline\":\"\\ud83d\"}"));
		bodies.put("no uri", utf8("{\"versioncreated\":\"2026-01-31T10:15:00Z\"}"));
		bodies.put("uri of blanks", utf8("{\"uri\":\" \",\"versioncreated\":\"2026-01-31T10:15:00Z\"}"));
		bodies.put("uri of another type", utf8("{\"uri\":{\"a\":1},\"versioncreated\":\"2026-01-31T10:15:00Z\"}"));
		bodies.put("no time", utf8("{\"uri\":\"urn:x\"}"));
		bodies.put("bad time", utf8("{\"uri\":\"urn:x\",\"versioncreated\":\"31.1.2026\"}"));
		bodies.put("time without offset", utf8("{\"uri\":\"urn:x\",\"versioncreated\":\"2026-01-31T10:15:00\"}"));
		bodies.put("bad embargo",
				utf8("{\"uri\":\"urn:x\",\"versioncreated\":\"2026-01-31T10:15:00Z\",\"embargoed\":\"soon\"}"));
		bodies.put("year zero", utf8("{\"uri\":\"urn:x\",\"versioncreated\":\"0000-01-31T10:15:00Z\"}"));
		bodies.put("huge number",
				utf8("{\"uri\":\"urn:x\",\"versioncreated\":\"2026-01-31T10:15:00Z\",\"n\":1e999999}"));
		bodies.put("nested 100,000 deep", utf8("{\"uri\":\"urn:x\",\"versioncreated\":\"2026-01-31T10:15:00Z\",\"a\":"
				+ "[".repeat(100_000) + "]".repeat(100_000) + "}"));
		bodies.put("gzip bomb", gzip("[" + " ".repeat(50_000_000) + "]"));
		bodies.put("gzip cut off", Arrays.copyOf(gzip(GOOD), 40));
		bodies.put("over the limit", utf8("{\"uri\":\"urn:x\",\"a\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}"));
		return bodies;
	}

	private static byte[] randomBytes() {
		byte[] bytes = new byte[1000];
		new Random(7).nextBytes(bytes);
		return bytes;
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] gzip(String content) throws IOException {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
			out.write(utf8(content));
		}
		return packed.toByteArray();
	}

	/**
	 * Qpid unpacks gzip for clients that do not say that they can; RabbitMQ leaves bodies
	 * alone.
	 */
	static class KeepGzip {

		@Bean
		ConnectionFactoryCustomizer keepGzip() {
			return (factory) -> factory.getClientProperties().put("qpid.message_compression_supported", "true");
		}

	}

}
