package io.newsbox.fallback;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.Lapse;
import io.newsbox.kit.MovableClock;
import io.newsbox.kit.NewsItems;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.scheduler.SchedulerEndpoint;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** When the article API is read, from where, and until when. */
@UsePostgres
@ExtendWith(OutputCaptureExtension.class)
class FallbackTest {

	private static final Duration OVERLAP = Duration.ofMinutes(2);

	private RunningFallback newsbox;

	@AfterEach
	void close(Postgres postgres) {
		postgres.revive();
		this.newsbox.close();
	}

	@Test
	void twoFeedsOnOneDatabaseAreReadSideBySide(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead());
		try (ArticleApi sports = new ArticleApi().start();
				RunningFallback other = this.newsbox.another(TestIntake.dead())
					.with("feed", "sports")
					.with("article-api-url", sports.url())) {
			this.newsbox.api.put(NewsItems.text("urn:news"));
			this.newsbox.start();
			this.newsbox.awaitArticles("urn:news");
			sports.put(NewsItems.text("urn:sports"), Instant.parse("1999-12-31T23:59:59Z"));
			other.start();
			this.newsbox.awaitArticles("urn:news", "urn:sports");
			this.newsbox.api.put(NewsItems.text("urn:last"));
			this.newsbox.awaitArticles("urn:last", "urn:news", "urn:sports");
		}
	}

	@Test
	void aFirstStartWithADeadBrokerFillsAnEmptyTableFromTheApi(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead());
		this.newsbox.api.put(NewsItems.text("urn:old"), Instant.parse("1999-12-31T23:59:59Z"));
		this.newsbox.api.put(NewsItems.text("urn:new"));
		this.newsbox.start().awaitArticles("urn:new", "urn:old");
		assertThat(this.newsbox.api.requests().get(0).updatedSince()).isEqualTo(Instant.EPOCH);
		assertThat(this.newsbox.active()).isEqualTo(1);
		assertThat(this.newsbox.database.queryForList("SELECT DISTINCT origin FROM article", String.class))
			.containsExactly("api");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT1M" })
	void aFirstStartReadsTheWholeFeedThoughTheBrokerWasFaster(Duration ahead, Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.living()).by(Clock.offset(Clock.systemUTC(), ahead));
		this.newsbox.api.put(NewsItems.text("urn:old"), Instant.parse("1999-12-31T23:59:59Z"));
		this.newsbox.api.stop();
		this.newsbox.start();
		this.newsbox.bean(ProducerTemplate.class).send("direct:article-store", (exchange) -> {
			exchange.setVariable("origin", "broker");
			exchange.getMessage().setBody(NewsItems.text("urn:waited"));
		});
		this.newsbox.awaitArticles("urn:waited");
		this.newsbox.database.execute("TRUNCATE feed_cursor");
		this.newsbox.api.start();
		this.newsbox.awaitArticles("urn:old", "urn:waited");
	}

	@Test
	void aFirstStartOnATableWithArticlesReadsFromTheNewestOn(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.living());
		String api = this.newsbox.api.url();
		this.newsbox.with("article-api-url", "").start();
		this.newsbox.database.execute("""
				INSERT INTO article (uri, version_created, pub_status, item, origin, updated_at)
				VALUES ('urn:a', '2026-01-31T10:15:00Z', 'usable', '{}', 'broker', now())""");
		this.newsbox.with("article-api-url", api).restart();
		this.newsbox.awaitGapClosed();
		assertThat(this.newsbox.api.requests().get(0).updatedSince())
			.isEqualTo(Instant.parse("2026-01-31T10:15:00Z").minus(OVERLAP));
	}

	@Test
	void theFeedIsReadFromBeforeTheLossUntilAfterTheReturnAndThenNoMore(Postgres postgres, CapturedOutput output) {
		this.newsbox = new RunningFallback(postgres, TestIntake.living()).startAlive();
		this.newsbox.api.forgetRequests();
		this.newsbox.lose();
		this.newsbox.api.put(NewsItems.text("urn:during"));
		this.newsbox.awaitArticles("urn:during");
		assertThat(this.newsbox.api.requests().get(0).updatedSince())
			.isBeforeOrEqualTo(this.newsbox.intake.diedAt().minus(OVERLAP))
			.isCloseTo(this.newsbox.intake.diedAt().minus(OVERLAP), within(30, ChronoUnit.SECONDS));
		this.newsbox.api.put(NewsItems.text("urn:shortly-before-the-return"));
		Instant returned = Instant.now();
		this.newsbox.awaitReturn();
		assertThat(this.newsbox.lastRequest().at()).isAfter(returned);
		assertThat(this.newsbox.articles()).contains("urn:shortly-before-the-return");
		assertThat(this.newsbox.active()).isZero();
		this.newsbox.api.forgetRequests();
		Lapse.of(Duration.ofSeconds(2));
		assertThat(this.newsbox.api.requests()).isEmpty();
		assertThat(said(output)).hasSize(4)
			.satisfiesExactly((line) -> assertThat(line).contains("Gap closed: 1970-01-01T00:00:00Z to "),
					(line) -> assertThat(line).containsPattern(
							"Nothing comes from the broker since \\S+ \\(2 tries: the connection is closed\\)\\. "
									+ "Reading the article API every 300 ms from \\S+ on\\."),
					(line) -> assertThat(line).contains("The broker's news comes again, after "),
					(line) -> assertThat(line).contains(" 2 items read from the article API."));
	}

	@Test
	void withTheDefaultsTheFirstRowsComeWithinTenSecondsOfTheLoss(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.living()).unhastened()
			.with("probe-interval", "1s")
			.with("poll-interval", "5s")
			.startAlive();
		this.newsbox.api.put(NewsItems.text("urn:first"));
		this.newsbox.intake.die();
		this.newsbox.awaitArticles("urn:first");
		Duration taken = Duration.between(this.newsbox.intake.diedAt(), Instant.now());
		System.out.println("First row from the API after " + taken.toMillis() + " ms");
		assertThat(taken).isLessThan(Duration.ofSeconds(10));
		Instant returned = Instant.now();
		this.newsbox.awaitReturn();
		System.out.println("Gap closed after " + Duration.between(returned, Instant.now()).toMillis() + " ms");
	}

	@Test
	void aRestartDuringTheOutageReadsFromBeforeTheLoss(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.living()).startAlive();
		this.newsbox.intake.die();
		this.newsbox.stop();
		this.newsbox.api.put(NewsItems.text("urn:while-down"));
		this.newsbox.api.forgetRequests();
		this.newsbox.start().awaitArticles("urn:while-down");
		assertThat(this.newsbox.api.requests().get(0).updatedSince())
			.isBefore(this.newsbox.intake.diedAt().minus(OVERLAP))
			.isAfter(this.newsbox.intake.diedAt().minus(OVERLAP).minusSeconds(30));
	}

	@Test
	void aRouteThatIsExchangedInTheMiddleOfAReadingWaitsForItsEnd(Postgres postgres) throws Exception {
		this.newsbox = new RunningFallback(postgres, TestIntake.living()).startAlive();
		this.newsbox.api.pages(1, ArticleApi.Paging.LINK);
		List.of("urn:1", "urn:2", "urn:3").forEach((uri) -> this.newsbox.api.put(NewsItems.text(uri)));
		try (Connection another = this.newsbox.news.dataSource().getConnection()) {
			another.setAutoCommit(false);
			another.createStatement().execute("LOCK TABLE article");
			this.newsbox.api.forgetRequests();
			this.newsbox.intake.die();
			RunningFallback.await("a reading").until(() -> !this.newsbox.api.requests().isEmpty());
			RouteController routes = this.newsbox.bean(CamelContext.class).getRouteController();
			routes.stopRoute("article-fallback", 100, TimeUnit.MILLISECONDS);
			routes.startRoute("article-fallback");
			// the scheduler begins at once
			Lapse.of(Duration.ofSeconds(1));
			assertThat(this.newsbox.api.requests()).hasSize(1);
			another.rollback();
		}
		this.newsbox.awaitArticles("urn:1", "urn:2", "urn:3");
	}

	@Test
	void whileTheSubscriptionLivesThePositionFollowsIt(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.living()).startAlive();
		Instant closed = Instant.now();
		RunningFallback.await("the position to be kept").until(() -> this.newsbox.since().isAfter(closed));
		this.newsbox.api.forgetRequests();
		Instant later = Instant.now();
		RunningFallback.await("the position to be kept again").until(() -> this.newsbox.since().isAfter(later));
		assertThat(this.newsbox.api.requests()).isEmpty();
	}

	@Test
	void aDeathTooShortForTheBreakerIsAGapToo(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.living()).startAlive();
		this.newsbox.api.put(NewsItems.text("urn:lost-with-an-exclusive-queue"));
		this.newsbox.intake.revive();
		this.newsbox.awaitArticles("urn:lost-with-an-exclusive-queue");
		this.newsbox.awaitGapClosed();
	}

	@Test
	void aSweepFindsWhatWasLostSilently(Postgres postgres, CapturedOutput output) {
		this.newsbox = new RunningFallback(postgres, TestIntake.living()).with("sweep-interval", "1s").startAlive();
		this.newsbox.api.put(NewsItems.text("urn:lost"));
		this.newsbox.awaitArticles("urn:lost");
		this.newsbox.database.execute("DELETE FROM article");
		this.newsbox.awaitArticles("urn:lost");
		assertThat(this.newsbox.fallback().isActive()).isFalse();
		assertThat(said(output)).hasSize(1);
	}

	@Test
	void theFirstSweepLooksAtTheFirstGapsToo(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead()).with("overlap", "0s").start();
		this.newsbox.api.put(NewsItems.text("urn:a"));
		RunningFallback.await("the first reading").until(() -> this.newsbox.since().isAfter(Instant.EPOCH));
		Instant first = this.newsbox.since();
		RunningFallback.await("the cursor to move on").until(() -> {
			this.newsbox.api.put(NewsItems.text("urn:" + Instant.now()));
			return this.newsbox.since().isAfter(first.plusSeconds(2));
		});
		this.newsbox.api.put(NewsItems.text("urn:shown-late"), first);
		this.newsbox.awaitRequests(2);
		assertThat(this.newsbox.articles()).doesNotContain("urn:shown-late");
		this.newsbox.awaitReturn();
		RunningFallback.await("what was shown late").until(() -> this.newsbox.articles().contains("urn:shown-late"));
	}

	@Test
	void aLossOfLongAgoIsFoundAsTheReadmeSays(Postgres postgres) throws IOException {
		this.newsbox = new RunningFallback(postgres, TestIntake.living()).startAlive();
		this.newsbox.awaitGapClosed();
		this.newsbox.api.put(NewsItems.text("urn:long-ago"), Instant.parse("2026-02-01T10:15:00Z"));
		Matcher statement = Pattern.compile("UPDATE feed_cursor [^`]*").matcher(Files.readString(Path.of("README.md")));
		assertThat(statement.find()).isTrue();
		assertThat(this.newsbox.database.update(statement.group())).isOne();
		this.newsbox.fallback().pollNow();
		this.newsbox.awaitArticles("urn:long-ago");
	}

	@Test
	void withoutAnArticleApiTheLossIsSaidOnceAndNothingElseHappens(Postgres postgres, CapturedOutput output) {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead()).with("article-api-url", "").start();
		RunningFallback.await("the loss to be noticed").until(() -> !said(output).isEmpty());
		Lapse.of(Duration.ofSeconds(2));
		assertThat(said(output)).singleElement()
			.asString()
			.contains("No article API is set (newsbox.fallback.article-api-url)");
		assertThat(this.newsbox.active()).isZero();
		assertThat(this.newsbox.database.queryForList("SELECT * FROM feed_cursor")).isEmpty();
	}

	@Test
	void whileTheBreakerIsOpenTheBrokerIsTriedEveryFiveSeconds(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead()).unhastened().start();
		List<Instant> probes = this.newsbox.intake.probes();
		// the second one opens it
		RunningFallback.await("two more probes").until(() -> probes.size() >= 4);
		Duration pause = Duration.ofSeconds(5);
		assertThat(Duration.between(probes.get(1), probes.get(2))).isBetween(pause, pause.multipliedBy(3));
		assertThat(Duration.between(probes.get(2), probes.get(3))).isBetween(pause, pause.multipliedBy(3));
	}

	@Test
	void theCursorMovesOnlyAfterAPageIsStored(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead()).start();
		this.newsbox.awaitRequests(2);
		this.newsbox.database.execute("ALTER TABLE article RENAME TO gone");
		Instant before = this.newsbox.since();
		this.newsbox.api.put(NewsItems.text("urn:held"));
		Lapse.of(Duration.ofSeconds(2));
		assertThat(this.newsbox.since()).isEqualTo(before);
		this.newsbox.database.execute("ALTER TABLE gone RENAME TO article");
		this.newsbox.awaitArticles("urn:held");
		RunningFallback.await("the cursor to move").until(() -> this.newsbox.since().isAfter(before));
	}

	@Test
	void aDatabaseThatStopsInTheMiddleOfTheFeedLosesNoPage(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead()).with("max-pages", "1");
		this.newsbox.api.pages(10, ArticleApi.Paging.LINK);
		for (int i = 0; i < 100; i++) {
			this.newsbox.api.put(NewsItems.text("urn:" + i));
		}
		this.newsbox.start();
		RunningFallback.await("some pages").until(() -> this.newsbox.articles().size() >= 30);
		postgres.stop();
		Lapse.of(Duration.ofSeconds(2));
		postgres.start();
		RunningFallback.await("all pages").until(() -> this.newsbox.articles().size() == 100);
	}

	@Test
	void aStartWithoutADatabaseReadsTheApiWhenItIsThere(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead());
		this.newsbox.api.put(NewsItems.text("urn:a"));
		postgres.stop();
		this.newsbox.start().awaitActive();
		RunningFallback.await("the failure").until(() -> this.newsbox.fallback().lastError() != null);
		assertThat(this.newsbox.fallback().lastError()).contains("the database, which keeps its position, fails");
		postgres.start();
		this.newsbox.awaitArticles("urn:a");
	}

	@Test
	void aBadItemIsParkedOnceAndItsNeighboursAreStored(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead());
		this.newsbox.api.put(NewsItems.text("urn:a"));
		this.newsbox.api.put("{\"headline\": \"no uri\", \"deep\": " + "[".repeat(2000) + "]".repeat(2000) + "}");
		byte[] latin = "{\"uri\": \"urn:\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
		this.newsbox.api.put(latin, Instant.now());
		this.newsbox.api.put(NewsItems.text("urn:b"));
		this.newsbox.start().awaitArticles("urn:a", "urn:b");
		this.newsbox.awaitRequests(5);
		assertThat(this.newsbox.database.queryForList("SELECT attempts FROM dead_letter", Integer.class))
			.containsExactly(1, 1);
		assertThat(this.newsbox.database.queryForList("SELECT body FROM dead_letter", byte[].class))
			.anySatisfy((body) -> assertThat(body).isEqualTo(latin));
		assertThat(this.newsbox.since()).isAfter(Instant.EPOCH);
	}

	@Test
	void healthIsDownWhileTheApiIsNeededAndCannotBeRead(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead()).start();
		this.newsbox.awaitRequests(1);
		FallbackStatus health = this.newsbox.bean(FallbackStatus.class);
		assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		assertThat(health.health().getDetails()).containsEntry("active", true).containsKeys("since", "lastPollAt");
		this.newsbox.api.stop();
		RunningFallback.await("fallback to be down").until(() -> health.health().getStatus().equals(Status.DOWN));
		RunningFallback.await("the cause")
			.until(() -> this.newsbox.fallback()
				.lastError()
				.matches("it gives no whole answer: .*Connection refused \\(since 20.*"));
		this.newsbox.api.start();
		RunningFallback.await("fallback to be up").until(() -> health.health().getStatus().equals(Status.UP));
	}

	@Test
	void anApiThatIsNoLongerAskedFeedsNothing(Postgres postgres) throws Exception {
		MovableClock clock = MovableClock.running();
		this.newsbox = new RunningFallback(postgres, TestIntake.dead()).by(clock).start();
		FallbackStatus status = this.newsbox.bean(FallbackStatus.class);
		RunningFallback.await("the API to feed the table").until(status::isFeeding);
		this.newsbox.bean(CamelContext.class).getRouteController().stopRoute("article-fallback");
		assertThat(status.isFeeding()).isTrue();
		clock.advance(Duration.ofMinutes(3));
		assertThat(status.isFeeding()).isFalse();
	}

	@Test
	void aStoppedPollingRouteIsSaidOnceAndReadsOnWhenItIsStarted(Postgres postgres, CapturedOutput output)
			throws Exception {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead()).set("camel.component.direct.timeout", "100");
		this.newsbox.start();
		RouteController routes = this.newsbox.bean(CamelContext.class).getRouteController();
		routes.stopRoute("article-poll");
		RunningFallback.await("the failure").until(() -> this.newsbox.fallback().lastError() != null);
		assertThat(this.newsbox.fallback().lastError()).contains("direct://article-poll: its route is stopped");
		routes.startRoute("article-poll");
		this.newsbox.api.put(NewsItems.text("urn:a"));
		this.newsbox.awaitArticles("urn:a");
		RunningFallback.await("the end of the failure").until(() -> this.newsbox.fallback().lastError() == null);
		assertThat(output).containsOnlyOnce("its route is stopped")
			.doesNotContain("DirectConsumerNotAvailableException");
	}

	@Test
	void theProbeWaitsByAClockThatNobodySets(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.living()).start();
		assertThat(this.newsbox.bean(CamelContext.class).getRoute("article-fallback").getEndpoint())
			.as("a timer's clock may be set back, and it stops for so long")
			.isInstanceOf(SchedulerEndpoint.class);
	}

	@Test
	void aClockThatIsSetBackDoesNotStopThePolls(Postgres postgres) {
		MovableClock clock = MovableClock.running();
		this.newsbox = new RunningFallback(postgres, TestIntake.dead()).by(clock);
		this.newsbox.api.put(NewsItems.text("urn:a"));
		this.newsbox.start();
		RunningFallback.await("the first reading").until(() -> this.newsbox.since().isAfter(Instant.EPOCH));
		clock.advance(Duration.ofDays(-1));
		// one may be under way
		this.newsbox.awaitRequests(2);
	}

	@Test
	void aClockThatJumpsAheadMovesThePositionToThePresentAtMost(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.living()).startAlive();
		FallbackProperties properties = this.newsbox.bean(FallbackProperties.class);
		this.newsbox.stop();
		Cursors cursors = new Cursors(this.newsbox.news.dataSource());
		Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
		Position position = new Position(properties, cursors, new MovableClock());
		position.follow(tomorrow);
		assertThat(this.newsbox.since()).isBefore(tomorrow.minusSeconds(3600));
		assertThat(position.since()).isEqualTo(this.newsbox.since());
		cursors.save(Cursor.at("articles", tomorrow, tomorrow));
		assertThat(this.newsbox.since()).isBefore(tomorrow.minusSeconds(3600));
	}

	static List<String> said(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("io.newsbox.fallback.")).toList();
	}

}
