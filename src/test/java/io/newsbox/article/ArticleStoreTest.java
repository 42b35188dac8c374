package io.newsbox.article;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbox.kit.NewsItems;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.test.spring.junit5.DisableJmx;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.amqp.core.MessageBuilder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@StoreTest
@DisableJmx(false)
@ExtendWith(OutputCaptureExtension.class)
class ArticleStoreTest {

	@Autowired
	private ProducerTemplate routes;

	@Autowired
	private CamelContext camel;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private MeterRegistry meters;

	@BeforeEach
	void emptyTables() {
		this.database.execute("TRUNCATE article, dead_letter");
	}

	@Test
	void theRoutesStoreThroughThePoolThatKnowsParameters(@Autowired DataSource dataSource) {
		assertThat(dataSource).isInstanceOf(KnownParameters.class);
	}

	@Test
	void anItemIsStoredWithAllItsColumns() {
		store("""
				{"uri":"urn:full","type":"text","version":"7","versioncreated":"2026-01-31T19:15:00+0900",
				 "firstcreated":"2026-01-30T10:15:00Z","embargoed":"2026-02-01T00:00:00+09:00","pubstatus":"usable",
				 "language":"ko","urgency":3,"headline":"서울 🎉 العربية","byline":"기자","body_text":"본문","body_xhtml":"<p>본문</p>"}""");
		Map<String, Object> row = this.database
			.queryForMap("SELECT *, version_created AT TIME ZONE 'UTC' AS utc FROM article");
		assertThat(row).containsEntry("uri", "urn:full")
			.containsEntry("version", 7L)
			.containsEntry("pub_status", "usable")
			.containsEntry("language", "ko")
			.containsEntry("headline", "서울 🎉 العربية")
			.containsEntry("byline", "기자")
			.containsEntry("body_text", "본문")
			.containsEntry("body_html", "<p>본문</p>")
			.containsEntry("urgency", 3)
			.containsEntry("origin", "broker");
		assertThat(row.get("utc")).hasToString("2026-01-31 10:15:00.0");
		assertThat(row.get("item").toString()).contains("\"versioncreated\": \"2026-01-31T19:15:00+0900\"");
	}

	@Test
	void whatDoesNotSayItsOriginIsTakenForTheBrokers() {
		store(null, List.of(NewsItems.text("urn:a"), "{"));
		assertThat(this.database.queryForList("SELECT origin FROM article UNION ALL SELECT origin FROM dead_letter",
				String.class))
			.containsExactly("broker", "broker");
	}

	@Test
	void readersSeeWhatIsUsableAndNoLongerEmbargoed() {
		store(NewsItems.text("urn:usable"), NewsItems.text("urn:killed", "2026-01-31T10:15:00Z", 1, "canceled", "x"),
				NewsItems.text("urn:withheld", "2026-01-31T10:15:00Z", 1, "withheld", "x"),
				embargoed("urn:later", "2999-01-01T00:00:00Z"), embargoed("urn:now", "2026-01-01T00:00:00Z"));
		assertThat(this.database.queryForList("SELECT uri FROM published_article ORDER BY uri", String.class))
			.containsExactly("urn:now", "urn:usable");
		assertThat(count("article")).isEqualTo(5);
	}

	@Test
	void anyOrderAnyDuplicatesAndAnyBatchingEndInTheSameTable() {
		long seed = Long.getLong("newsbox.seed", System.nanoTime());
		System.out.println("Convergence: -Dnewsbox.seed=" + seed);
		Random random = new Random(seed);
		List<String> updates = conflictingUpdates(random);
		List<Map<String, Object>> expected = null;
		for (int round = 0; round < 25; round++) {
			emptyTables();
			List<String> shuffled = new ArrayList<>(updates);
			IntStream.range(0, 30).forEach((i) -> shuffled.add(updates.get(random.nextInt(updates.size()))));
			Collections.shuffle(shuffled, random);
			while (!shuffled.isEmpty()) {
				List<String> batch = shuffled.subList(0, 1 + random.nextInt(Math.min(40, shuffled.size())));
				store(random.nextBoolean() ? "broker" : "api", List.copyOf(batch));
				batch.clear();
			}
			List<Map<String, Object>> table = this.database.queryForList(
					"SELECT uri, version, version_created, pub_status, headline, item::text FROM article ORDER BY uri");
			expected = (expected != null) ? expected : table;
			assertThat(table).as("seed %d, round %d", seed, round).isEqualTo(expected);
		}
		assertThat(expected).hasSize(6).allSatisfy((row) -> {
			assertThat(row).as("newest time, highest version, strongest status").containsEntry("version", 3L);
			assertThat(row).containsEntry("pub_status", "canceled");
		});
	}

	@Test
	void aKillAtAnUnchangedVersionWinsAndALateOlderUpdateDoesNotResurrectTheArticle() {
		store(NewsItems.text("urn:a", "2026-01-31T10:15:00Z", 2, "usable", "Published"));
		store(NewsItems.text("urn:a", "2026-01-31T10:15:00Z", 2, "canceled", "Killed"));
		store(NewsItems.text("urn:a", "2026-01-31T10:15:00Z", 2, "usable", "Published again"));
		store(NewsItems.text("urn:a", "2026-01-31T10:14:59Z", 9, "usable", "Late"));
		assertThat(this.database.queryForMap("SELECT pub_status, headline FROM article"))
			.containsEntry("pub_status", "canceled")
			.containsEntry("headline", "Killed");
	}

	@Test
	void aKillWithoutAVersionWinsOverAnyVersionOfItsTime() {
		String kill = "{\"uri\":\"%s\",\"versioncreated\":\"2026-01-31T10:15:00Z\",\"pubstatus\":\"canceled\"}";
		for (String version : List.of("3", "999999999999999999")) {
			String usable = "{\"uri\":\"%s\",\"versioncreated\":\"2026-01-31T10:15:00Z\",\"version\":\"" + version
					+ "\"}";
			store(usable.formatted("urn:1"));
			store(kill.formatted("urn:1"));
			store(kill.formatted("urn:2"));
			store(usable.formatted("urn:2"));
			store(usable.formatted("urn:3"), kill.formatted("urn:3"));
			store(kill.formatted("urn:4"), usable.formatted("urn:4"));
		}
		assertThat(this.database.queryForList("SELECT pub_status FROM article", String.class)).hasSize(4)
			.containsOnly("canceled");
		store("{\"uri\":\"urn:1\",\"versioncreated\":\"2026-01-31T10:15:01Z\"}");
		assertThat(this.database.queryForList("SELECT uri FROM published_article", String.class))
			.containsExactly("urn:1");
	}

	@Test
	void aNumberThatTheDatabaseWouldWriteOutWithoutEndIsParked() {
		String item = "{\"uri\":\"urn:%s\",\"versioncreated\":\"2026-01-31T10:15:00Z\",\"x\":[%s]}";
		store(item.formatted("double", "1.7976931348623157e308, 4.9e-324, -1e-300, 0e999"),
				item.formatted("large", "1e131071"), item.formatted("small", "1e-16383"),
				item.formatted("zero", "0e-16383"), item.formatted("larger", "1e2147483647"));
		assertThat(this.database.queryForList("SELECT uri FROM article", String.class)).containsExactly("urn:double");
		assertThat(this.database.queryForList("SELECT detail FROM dead_letter", String.class)).hasSize(4)
			.allMatch((detail) -> detail.matches("a number is out of range: it has \\d+ digits"));
	}

	@Test
	void aDeadLetterThatComesAgainHasTheHeadersOfTheLast() {
		for (String encoding : List.of("zstd", "br")) {
			this.routes.send("direct:article-store", (exchange) -> {
				exchange.setVariable("origin", "broker");
				exchange.getMessage()
					.setBody(List.of(MessageBuilder.withBody(new byte[] { 1 }).setContentEncoding(encoding).build()));
			});
		}
		assertThat(this.database.queryForList("SELECT headers ->> 'content_encoding' FROM dead_letter", String.class))
			.containsExactly("br");
	}

	@Test
	void aCanceledPictureOrPartialItemPassesTheFilterAndAUsableOneDoesNot() {
		double before = counted("filtered");
		store("""
				{"uri":"urn:p1","type":"picture","versioncreated":"2026-01-31T10:15:00Z"}""", """
				{"uri":"urn:p2","type":"picture","versioncreated":"2026-01-31T10:15:00Z","pubstatus":"canceled"}""",
				"""
						{"uri":"urn:p3","type":"text","representationtype":"incomplete","versioncreated":"2026-01-31T10:15:00Z"}""",
				"""
						{"uri":"urn:p4","versioncreated":"2026-01-31T10:15:00Z","headline":"no type"}""");
		assertThat(this.database.queryForList("SELECT uri FROM article ORDER BY uri", String.class))
			.containsExactly("urn:p2", "urn:p4");
		assertThat(counted("filtered") - before).isEqualTo(2);
	}

	@Test
	void whatOnlyTheDatabaseCanRefuseIsFoundWithFewStatementsAndItsNeighboursAreStored() throws Exception {
		List<String> batch = new ArrayList<>(
				IntStream.range(0, 499).mapToObj((i) -> NewsItems.text("urn:n:" + i)).toList());
		// a year before PostgreSQL's calendar begins
		batch.add(217, NewsItems.text("urn:bad", "0000-01-01T00:00:00Z", 1, "usable", "x"));
		long before = statements();
		store("broker", batch);
		assertThat(count("article")).isEqualTo(499);
		assertThat(this.database.queryForMap("SELECT * FROM dead_letter"))
			.containsEntry("reason", "The database refuses it")
			.satisfies((row) -> assertThat(row.get("detail").toString()).contains("out of range"));
		long statements = statements() - before;
		System.out.println("One bad row among 500: " + statements + " statements");
		assertThat(statements).isLessThan(25);
	}

	@Test
	void aUriTooLongForItsIndexIsParked() {
		StringBuilder uri = new StringBuilder("urn:");
		new Random(1).ints(9000, 'a', 'z').forEach((letter) -> uri.append((char) letter));
		store(NewsItems.text("urn:good"), NewsItems.text(uri.toString()));
		assertThat(count("article")).isOne();
		assertThat(count("dead_letter")).isOne();
	}

	@Test
	void aTimeThatMeansNeverIsStoredWhateverItsOffset() {
		store("{\"uri\":\"urn:never\",\"versioncreated\":\"2026-01-31T10:15:00Z\",\"embargoed\":\"9999-12-31T23:59:59-05:00\"}");
		assertThat(this.database.queryForObject("SELECT extract(year FROM embargoed AT TIME ZONE 'UTC') FROM article",
				Integer.class))
			.isEqualTo(10000);
	}

	@Test
	void whatAnItemSaysLooksLikeNoLineOfTheLog(CapturedOutput output) {
		this.database.execute("ALTER TABLE article ADD CONSTRAINT forged CHECK (uri NOT LIKE '%forged%')");
		store(NewsItems.text("urn:\\n2026-01-31T10:15:00Z ERROR \\u001b[31mforged"));
		this.database.execute("ALTER TABLE article DROP CONSTRAINT forged");
		assertThat(output.getAll().lines())
			.anyMatch((line) -> line.contains("Parked 1 from")
					&& line.contains("; 2026-01-31T10:15:00Z ERROR \uFFFD[31mforged"))
			.noneMatch((line) -> line.startsWith("2026-01-31T10:15:00Z"));
	}

	@Test
	void everyItemIsCountedOnce() {
		Map<String, Double> before = Map.of("stored", counted("stored"), "unchanged", counted("unchanged"), "filtered",
				counted("filtered"), "parked", counted("parked"));
		store(NewsItems.text("urn:1"), NewsItems.text("urn:1"), NewsItems.text("urn:2"), "{\"uri\":\"urn:x\"}", "{",
				"{\"uri\":\"urn:p\",\"type\":\"picture\",\"versioncreated\":\"2026-01-31T10:15:00Z\"}");
		assertThat(counted("stored") - before.get("stored")).isEqualTo(2);
		assertThat(counted("unchanged") - before.get("unchanged")).isEqualTo(1);
		assertThat(counted("filtered") - before.get("filtered")).isEqualTo(1);
		assertThat(counted("parked") - before.get("parked")).isEqualTo(2);
	}

	@Test
	void ofALargeBatchNoItemIsForgotten() {
		double stored = counted("stored");
		double parked = counted("parked");
		List<String> batch = new ArrayList<>(
				IntStream.range(0, 500).mapToObj((i) -> NewsItems.text("urn:n:" + i)).toList());
		IntStream.of(0, 123, 250, 499).forEach((i) -> batch.set(i, "{\"bad\":" + i + "}"));
		store("broker", batch);
		assertThat(count("article")).isEqualTo(496);
		assertThat(count("dead_letter")).isEqualTo(4);
		assertThat(counted("stored") - stored).isEqualTo(496);
		assertThat(counted("parked") - parked).isEqualTo(4);
	}

	@Test
	void theSameBadItemAgainIsOneDeadLetterWithOneMoreAttempt() {
		store("{", "{");
		store("{");
		assertThat(this.database.queryForMap("SELECT attempts, convert_from(body, 'UTF8') AS body FROM dead_letter"))
			.containsEntry("attempts", 3)
			.containsEntry("body", "{");
	}

	@Test
	void aBatchOfVeryLargeItemsGoesInSeveralStatements() throws Exception {
		long before = statements();
		String text = "x".repeat(3_000_000);
		store("broker",
				IntStream.range(0, 12)
					.mapToObj((i) -> NewsItems.text("urn:large:" + i, "2026-01-31T10:15:00Z", 1, "usable", text))
					.toList());
		assertThat(count("article")).isEqualTo(12);
		assertThat(statements() - before).as("12 of 3 MB, at most 16 MiB in one").isEqualTo(4);
	}

	private static String embargoed(String uri, String embargoed) {
		return """
				{"uri":"%s","type":"text","versioncreated":"2025-01-31T10:15:00Z","embargoed":"%s"}""".formatted(uri,
				embargoed);
	}

	private static List<String> conflictingUpdates(Random random) {
		List<String> updates = new ArrayList<>();
		for (int uri = 0; uri < 6; uri++) {
			for (String time : List.of("2026-01-31T10:00:00Z", "2026-01-31T19:00:01+09:00", "2026-01-31T10:00:01.5Z")) {
				for (int version = 1; version <= 3; version++) {
					for (String status : List.of("usable", "withheld", "canceled")) {
						updates.add(NewsItems.text("urn:c:" + uri, time, version, status, "h" + random.nextInt(1000)));
						updates.add(NewsItems.text("urn:c:" + uri, time, version, status, "h" + random.nextInt(1000)));
					}
				}
			}
		}
		return updates;
	}

	private void store(String... items) {
		store("broker", List.of(items));
	}

	private void store(String origin, List<String> items) {
		this.routes.send("direct:article-store", (exchange) -> {
			exchange.setVariable("origin", origin);
			exchange.getMessage().setBody(items);
		});
	}

	private int count(String table) {
		Integer count = this.database.queryForObject("SELECT count(*) FROM " + table, Integer.class);
		return (count != null) ? count : -1;
	}

	private double counted(String outcome) {
		return this.meters.counter("newsbox.items", "origin", "broker", "outcome", outcome).count();
	}

	private long statements() throws Exception {
		return this.camel.getCamelContextExtension()
			.getContextPlugin(ManagedCamelContext.class)
			.getManagedRoute("article-upsert")
			.getExchangesTotal();
	}

}
