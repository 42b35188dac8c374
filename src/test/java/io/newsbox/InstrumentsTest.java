package io.newsbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.UsePostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** The MBeans, and what the dashboard and the alert rules ask for. */
@UsePostgres
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstrumentsTest {

	private static final Path DASHBOARD = Path.of("src/main/operations/grafana-dashboard.json");

	/** Words of PromQL that look like metrics. */
	private static final Set<String> WORDS = Set.of("and", "or", "unless", "by", "without", "on", "le", "job");

	private WholeNewsbox newsbox;

	private MBeanServer jmx;

	@BeforeAll
	void start(Postgres postgres) {
		this.newsbox = new WholeNewsbox(postgres);
		this.jmx = this.newsbox.bean(MBeanServer.class);
		Awaitility.await("the subscription, and no gap")
			.atMost(Duration.ofSeconds(60))
			.until(() -> Boolean.TRUE.equals(get("Intake", "Alive")) && get("Fallback", "Cursor") != null
					&& Boolean.FALSE.equals(get("Fallback", "Active")));
	}

	@AfterAll
	void stop() {
		this.newsbox.close();
	}

	@Test
	void eachMemberOfEachMBeanIsDescribed() throws Exception {
		assertThat(members("Intake")).containsExactlyInAnyOrder("Alive", "Since", "LastItemAt", "LastError", "Repairs");
		assertThat(members("Fallback")).containsExactlyInAnyOrder("Active", "Since", "Cursor", "LastPollAt",
				"LastError", "pollNow()");
		assertThat(members("Routes")).containsExactlyInAnyOrder("Files", "LastReloadAt", "LastError", "reload()");
		assertThat(members("DeadLetters")).containsExactlyInAnyOrder("Count", "Replaying", "ReplayTotal", "Replayed",
				"ReplayFailed", "list()", "list(afterId, limit)", "replay(id)", "replayAll()", "discard(id)");
	}

	@Test
	void nothingElseIsExported() throws Exception {
		assertThat(this.jmx.queryNames(null, null)).extracting(ObjectName::toString)
			.filteredOn((name) -> !name.startsWith("JMImplementation:"))
			.containsExactlyInAnyOrder("io.newsbox:type=Intake", "io.newsbox:type=Fallback",
					"io.newsbox:type=DeadLetters", "io.newsbox:type=Routes");
	}

	@Test
	void timesAreUtc() throws Exception {
		for (String time : List.of(get("Intake", "Since").toString(), get("Fallback", "Cursor").toString(),
				get("Fallback", "LastPollAt").toString())) {
			assertThat(time).endsWith("Z");
			// another zone would be half an hour off, or more
			assertThat(Instant.parse(time)).isBetween(Instant.now().minusSeconds(1500), Instant.now());
		}
	}

	@Test
	void aDeadLetterIsWorkedOnThroughJmx() throws Exception {
		Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.send("{");
		}
		Awaitility.await("the dead letter")
			.atMost(Duration.ofSeconds(60))
			.until(() -> Long.valueOf(1).equals(get("DeadLetters", "Count")));
		assertThat(Instant.parse(get("Intake", "LastItemAt").toString())).isBetween(before, Instant.now());
		Object lines = this.jmx.invoke(name("DeadLetters"), "list", new Object[] { 0L, 10 },
				new String[] { "long", "int" });
		assertThat(lines.toString()).contains("reason=Not readable as JSON");
		assertThat(this.jmx.invoke(name("DeadLetters"), "discard", new Object[] { 1L }, new String[] { "long" }))
			.isEqualTo("Dead letter 1 is discarded");
	}

	@Test
	void pollNowReadsTheFeedThoughNothingIsDue() throws Exception {
		this.newsbox.api.put("{\"uri\":\"urn:lost\",\"versioncreated\":\"2026-01-31T10:15:00Z\"}");
		this.newsbox.api.forgetRequests();
		this.jmx.invoke(name("Fallback"), "pollNow", new Object[0], new String[0]);
		Awaitility.await("the lost item")
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.newsbox.metric("newsbox_items_total", "api", "stored") == 1);
		assertThat(this.newsbox.api.requests()).extracting(ArticleApi.Request::method).containsOnly("GET");
	}

	@Test
	void eachMetricOfTheAlertsAndTheDashboardIsInAScrape() throws IOException {
		Set<String> present = Pattern.compile("(?m)^(\\w+)[{ ]")
			.matcher(this.newsbox.scrape())
			.results()
			.map((line) -> line.group(1))
			.collect(Collectors.toSet());
		Set<String> alerts = metrics(AlertRules.read().stream().map(AlertRules.Rule::expression));
		Set<String> dashboard = metrics(expressions());
		assertThat(alerts).hasSizeGreaterThan(1).filteredOn((name) -> !name.equals("up")).isSubsetOf(present);
		assertThat(dashboard).isNotEmpty().isSubsetOf(present);
		assertThat(dashboard).as("newsbox's own, on the dashboard")
			.containsAll(present.stream()
				.filter((name) -> name.startsWith("newsbox_") && !name.matches(".*lag_seconds_(count|sum|max)"))
				.toList());
	}

	private static Stream<String> expressions() throws IOException {
		JsonNode dashboard = JsonMapper.builder().build().readTree(DASHBOARD.toFile());
		return dashboard.findValuesAsText("expr").stream();
	}

	/** The names that are left when labels, ranges, functions and words are gone. */
	private static Set<String> metrics(Stream<String> expressions) {
		return expressions.map((expression) -> expression.replaceAll("\\{[^}]*}|\\[[^]]*]|by \\([^)]*\\)", " "))
			.flatMap((expression) -> Pattern.compile("\\b[a-z_]\\w*\\b(?!\\s*\\()").matcher(expression).results())
			.map(MatchResult::group)
			.filter((name) -> !WORDS.contains(name))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private Object get(String type, String attribute) throws Exception {
		return this.jmx.getAttribute(name(type), attribute);
	}

	private List<String> members(String type) throws Exception {
		MBeanInfo info = this.jmx.getMBeanInfo(name(type));
		assertThat(info.getDescription()).contains(" ");
		Stream.of(info.getAttributes(), info.getOperations()).flatMap(Arrays::stream).forEach(this::assertDescribed);
		return Stream.concat(Arrays.stream(info.getAttributes()).map(MBeanFeatureInfo::getName),
				// Spring shows each getter as an operation, too
				Arrays.stream(info.getOperations())
					.filter((operation) -> "operation".equals(operation.getDescriptor().getFieldValue("role")))
					.map(InstrumentsTest::signature))
			.toList();
	}

	private void assertDescribed(MBeanFeatureInfo member) {
		assertThat(member.getDescription()).as(member.getName()).contains(" ");
		if (member instanceof MBeanOperationInfo operation) {
			Arrays.stream(operation.getSignature()).forEach(this::assertDescribed);
		}
	}

	private static String signature(MBeanOperationInfo operation) {
		return operation.getName() + Arrays.stream(operation.getSignature())
			.map(MBeanFeatureInfo::getName)
			.collect(Collectors.joining(", ", "(", ")"));
	}

	private static ObjectName name(String type) throws Exception {
		return new ObjectName("io.newsbox:type=" + type);
	}

}
