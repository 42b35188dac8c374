package io.newsbox.fallback;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.ArticleApi.Paging;
import io.newsbox.kit.ArticleApi.Request;
import io.newsbox.kit.NewsItems;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** How the feed is read, and what the article API may do wrong. */
@UsePostgres
@ExtendWith(OutputCaptureExtension.class)
class ArticleFeedTest {

	private RunningFallback newsbox;

	private ArticleApi api;

	@BeforeEach
	void loseTheBroker(Postgres postgres) {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead());
		this.api = this.newsbox.api;
	}

	@AfterEach
	void close() {
		this.newsbox.close();
	}

	@ParameterizedTest
	@EnumSource
	void pagesAreReadToTheLast(Paging paging) {
		this.api.pages(100, paging);
		put(250);
		this.newsbox.start();
		awaitArticles(250);
		RunningFallback.await("the end of the reading").until(() -> this.newsbox.since().isAfter(Instant.EPOCH));
		assertThat(this.api.requests().stream().limit(3)).extracting((request) -> request.parameters().get("page"))
			.containsExactly(null, "1", "2");
	}

	@Test
	void aLargePageIsStoredWholeInSeveralTransactions() {
		this.api.pages(2000, Paging.LINK);
		put(1234);
		this.newsbox.start();
		awaitArticles(1234);
		assertThat(this.newsbox.database.queryForList("SELECT DISTINCT origin FROM article", String.class))
			.containsExactly("api");
		assertThat(this.newsbox.database.queryForList("SELECT count(*) FROM article GROUP BY updated_at ORDER BY 1",
				Long.class))
			.containsExactly(234L, 500L, 500L);
	}

	@Test
	void noContentIsAnEmptyPage() {
		this.api.speak((request, exchange) -> {
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		this.newsbox.start();
		this.newsbox.awaitRequests(3);
		assertThat(this.newsbox.fallback().lastError()).isNull();
	}

	@Test
	void anEmptyPageInTheMiddleIsNotTheLast() {
		this.api.speak((request, exchange) -> {
			if (request.query().contains("page=1")) {
				exchange.getResponseHeaders().set("Link", "<?page=2>; rel=next");
				exchange.sendResponseHeaders(204, -1);
				exchange.close();
				return;
			}
			boolean first = !request.query().contains("page");
			if (first) {
				exchange.getResponseHeaders().set("Link", "<?page=1>; rel=next");
			}
			ArticleApi.send(exchange, 200, "[" + NewsItems.text(first ? "urn:1" : "urn:2") + "]");
		});
		this.newsbox.start();
		awaitArticles(2);
	}

	@Test
	void aCredentialThatTheApiRepeatsInItsNextPageIsNeitherSentTwiceNorKept() {
		this.newsbox.with("authorization-parameter", "api-key").with("authorization", "secret").with("max-pages", "1");
		this.api.speak((request, exchange) -> ArticleApi.send(exchange, 200,
				"{\"items\": [], \"next_url\": \"?%s&page=%s\"}".formatted(request.query(), System.nanoTime())));
		this.newsbox.start();
		this.newsbox.awaitRequests(3);
		assertThat(this.api.requests())
			.allSatisfy((request) -> assertThat(request.query()).containsOnlyOnce("api-key="));
		assertThat(this.newsbox.cursor().get("next_url").toString()).contains("page=").doesNotContain("secret");
	}

	@Test
	void aPageThatCannotBeStoredIsReadAgain() {
		this.newsbox.set("camel.component.direct.timeout", "100");
		AtomicBoolean stopped = new AtomicBoolean();
		this.api.speak((request, exchange) -> {
			boolean first = !request.query().contains("page");
			if (first) {
				exchange.getResponseHeaders().set("Link", "<?page=1>; rel=next");
			}
			else if (stopped.compareAndSet(false, true)) {
				route("article-store", RouteController::stopRoute);
			}
			ArticleApi.send(exchange, 200, "[" + NewsItems.text(first ? "urn:1" : "urn:2") + "]");
		});
		this.newsbox.start();
		RunningFallback.await("the failure").until(() -> this.newsbox.fallback().lastError() != null);
		assertThat(this.newsbox.fallback().lastError()).contains("direct://article-store: its route is stopped");
		assertThat(this.newsbox.since()).isEqualTo(Instant.EPOCH);
		route("article-store", RouteController::startRoute);
		awaitArticles(2);
	}

	@Test
	void aLongFeedIsReadPieceByPieceAndARestartGoesOnWhereItWas() {
		this.newsbox.with("max-pages", "2").with("probe-interval", "1s");
		this.api.pages(10, Paging.LINK);
		put(295);
		this.newsbox.start();
		RunningFallback.await("the first pages").until(() -> this.newsbox.articles().size() >= 20);
		this.newsbox.stop();
		assertThat(this.newsbox.cursor().get("next_url")).isNotNull();
		assertThat(this.newsbox.since()).isEqualTo(Instant.EPOCH);
		this.api.forgetRequests();
		this.newsbox.with("max-pages", "20").start();
		awaitArticles(295);
		assertThat(this.api.requests().get(0).parameters().get("page")).isNotNull();
	}

	@Test
	void whereAPageIsGoneTheFeedIsReadAgainFromTheFirst() {
		this.newsbox.with("max-pages", "1").with("probe-interval", "500ms");
		this.api.pages(10, Paging.LINK);
		put(50);
		this.newsbox.start();
		RunningFallback.await("the first page").until(() -> this.newsbox.articles().size() >= 10);
		this.api.fail(410);
		RunningFallback.await("the failure").until(() -> this.newsbox.fallback().lastError() != null);
		this.api.forgetRequests();
		this.api.heal();
		RunningFallback.await("the first page again")
			.until(() -> this.api.requests().stream().anyMatch((request) -> !request.query().contains("page")));
		awaitArticles(50);
	}

	@Test
	void whereAPageIsRefusedTheFeedIsReadAgainFromTheFirst() {
		this.newsbox.with("max-pages", "1").with("probe-interval", "500ms");
		this.api.pages(10, Paging.LINK);
		put(50);
		this.newsbox.start();
		RunningFallback.await("the first page").until(() -> this.newsbox.articles().size() >= 10);
		this.api.speak((request, exchange) -> ArticleApi.send(exchange, request.query().contains("page") ? 403 : 200,
				"[" + NewsItems.text("urn:again") + "]"));
		RunningFallback.await("the first page again").until(() -> this.newsbox.articles().contains("urn:again"));
		RunningFallback.await("the end of the reading").until(() -> this.newsbox.since().isAfter(Instant.EPOCH));
	}

	@Test
	void aReadingThatBeganAtAnotherApiBeginsAnew() {
		this.newsbox.with("max-pages", "2").with("probe-interval", "1s");
		this.api.pages(10, Paging.LINK);
		put(295);
		this.newsbox.start();
		RunningFallback.await("the first pages").until(() -> this.newsbox.articles().size() >= 20);
		this.newsbox.stop();
		assertThat(this.newsbox.cursor().get("next_url")).isNotNull();
		this.api.forgetRequests();
		try (ArticleApi other = new ArticleApi().start()) {
			other.put(NewsItems.text("urn:other"));
			this.newsbox.with("article-api-url", other.url()).start();
			RunningFallback.await("the other API's item").until(() -> this.newsbox.articles().contains("urn:other"));
			assertThat(other.requests().get(0).updatedSince()).isEqualTo(Instant.EPOCH);
			assertThat(other.requests().get(0).query()).doesNotContain("page");
			assertThat(this.api.requests()).isEmpty();
		}
	}

	@Test
	void aFeedThatGoesInACircleIsReadToItsEndWhenItIsCured() {
		put(3);
		this.api.pages(2, Paging.LINK);
		this.api.nextIsAlways("?updated_since=" + Instant.EPOCH + "&page=0");
		this.newsbox.start();
		RunningFallback.await("the failure").until(() -> this.newsbox.fallback().lastError() != null);
		assertThat(this.newsbox.fallback().lastError()).contains("circle");
		assertThat(this.newsbox.articles()).hasSize(2);
		assertThat(this.newsbox.since()).isEqualTo(Instant.EPOCH);
		this.api.heal();
		awaitArticles(3);
		RunningFallback.await("the end of the failure").until(() -> this.newsbox.fallback().lastError() == null);
		assertThat(this.newsbox.since()).isAfter(Instant.EPOCH);
	}

	@Test
	void aFeedWithoutAnEndIsLeftAlone() {
		AtomicInteger pages = new AtomicInteger();
		AtomicBoolean ends = new AtomicBoolean();
		this.api.speak((request, exchange) -> {
			if (!ends.get()) {
				exchange.getResponseHeaders().set("Link", "<?page=" + pages.incrementAndGet() + ">; rel=next");
			}
			ArticleApi.send(exchange, 200, "[" + NewsItems.text("urn:always") + "]");
		});
		this.newsbox.start();
		RunningFallback.await("the failure").until(() -> this.newsbox.fallback().lastError() != null);
		assertThat(this.newsbox.fallback().lastError()).contains("they have no end");
		assertThat(this.newsbox.since()).isEqualTo(Instant.EPOCH);
		ends.set(true);
		RunningFallback.await("the end of the reading").until(() -> this.newsbox.since().isAfter(Instant.EPOCH));
		RunningFallback.await("the end of the failure").until(() -> this.newsbox.fallback().lastError() == null);
	}

	@Test
	void aNextPageAtAnotherServerIsNeverAskedFor(CapturedOutput output) {
		try (ArticleApi other = new ArticleApi().start()) {
			put(3);
			this.api.nextIsAlways(other.url());
			this.newsbox.with("authorization", "Bearer secret-of-the-api").start();
			awaitArticles(3);
			RunningFallback.await("the failure").until(() -> this.newsbox.fallback().lastError() != null);
			assertThat(this.newsbox.fallback().lastError()).contains("another server")
				.containsPattern("http://127\\.0\\.0\\.1:\\d+, while this one is at http://127\\.0\\.0\\.1:\\d+");
			assertThat(this.newsbox.since()).isEqualTo(Instant.EPOCH);
			assertThat(other.requests()).isEmpty();
			RunningFallback.await("the words").untilAsserted(() -> assertThat(FallbackTest.said(output)).hasSize(2));
		}
	}

	@Test
	void aRequestNamesNewsboxAndBearsTheCredentialThatNoLogShows(CapturedOutput output) {
		this.newsbox.with("authorization", "Bearer secret-of-the-api").set("logging.level.io.newsbox", "trace").start();
		this.newsbox.awaitRequests(1);
		assertThat(this.newsbox.lastRequest().headers()).containsEntry("Authorization", "Bearer secret-of-the-api")
			.containsEntry("Accept", "application/json")
			.hasEntrySatisfying("User-Agent", (agent) -> assertThat(agent).startsWith("newsbox/"))
			.hasEntrySatisfying("Accept-Encoding", (encodings) -> assertThat(encodings).contains("gzip"))
			.doesNotContainKeys("Content-Type", "Cookie");
		assertThat(this.newsbox.lastRequest().method()).isEqualTo("GET");
		this.api.fail(401);
		RunningFallback.await("the failure to be said").until(() -> output.getAll().contains("it answers 401"));
		assertThat(output.getAll()).doesNotContain("secret-of-the-api");
	}

	@Test
	void aRedirectIsNotFollowed() {
		try (ArticleApi other = new ArticleApi().start()) {
			this.api.fail(302, "Location", other.url());
			this.newsbox.with("authorization", "Bearer secret").start();
			RunningFallback.await("the failure").until(() -> this.newsbox.fallback().lastError() != null);
			assertThat(this.newsbox.fallback().lastError()).contains("a redirect to " + other.url());
			assertThat(other.requests()).isEmpty();
		}
	}

	@Test
	void aQuietFeedIsAskedWhetherItChanged() {
		put(3);
		this.newsbox.start();
		awaitArticles(3);
		RunningFallback.await("a condition").until(() -> isConditional(this.newsbox.lastRequest()));
		put("urn:new");
		awaitArticles(4);
		assertThat(this.newsbox.fallback().lastError()).isNull();
	}

	@Test
	void aFeedOfSeveralPagesIsNeverAskedWhetherItChanged() {
		this.api.pages(2, Paging.LINK);
		put(3);
		this.newsbox.start();
		awaitArticles(3);
		this.newsbox.awaitRequests(8);
		put("urn:new");
		awaitArticles(4);
		assertThat(this.api.requests()).noneMatch(ArticleFeedTest::isConditional);
	}

	@Test
	void theReadingThatClosesTheGapTakesNoValidatorForAnAnswer() {
		this.api.pages(3, Paging.LINK);
		put(3);
		this.newsbox.start();
		awaitArticles(3);
		RunningFallback.await("a condition").until(() -> isConditional(this.newsbox.lastRequest()));
		// on a second page, while the first stays as it is
		put("urn:hidden");
		this.newsbox.awaitReturn();
		assertThat(this.newsbox.articles()).contains("urn:hidden");
	}

	@Test
	void retryAfterInSecondsIsObeyed() {
		this.newsbox.start();
		assertLeftAlone(503, "3");
	}

	@Test
	void retryAfterAsADateIsObeyed() {
		this.newsbox.start();
		this.newsbox.awaitRequests(1);
		// in whole seconds
		assertLeftAlone(429,
				DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().plusSeconds(10).atOffset(ZoneOffset.UTC)));
	}

	@Test
	void errorsAreMetWithLongerAndLongerPausesAndTwoLogLines(CapturedOutput output) {
		this.api.fail(500);
		this.newsbox.start();
		this.newsbox.awaitRequests(4);
		List<Request> requests = this.api.requests();
		assertThat(Duration.between(requests.get(2).at(), requests.get(3).at())).isGreaterThan(Duration.ofMillis(500));
		this.api.heal();
		put(1);
		awaitArticles(1);
		RunningFallback.await("the success to be said").until(() -> FallbackTest.said(output).size() == 3);
		assertThat(FallbackTest.said(output).get(1))
			.contains("The article API cannot be read: it answers 500. Trying again at");
		assertThat(FallbackTest.said(output).get(2)).containsPattern("is read again, after \\d+ failures? in ");
	}

	@Test
	void aDeadApiIsReadAgainWhenItIsBack() {
		this.api.stop();
		assertHeals("it gives no whole answer: ", this.api::start);
	}

	@Test
	void anApiThatNeverAnswersIsNotWaitedFor() {
		this.newsbox.set("camel.component.http.response-timeout", "500");
		this.api.hang();
		assertHeals("it gives no whole answer: Read timed out", this.api::heal);
	}

	@Test
	void brokenJsonIsReadAgain() {
		this.api.say("[{\"uri\": \"urn:cut-off");
		assertHeals("it sends broken JSON", this.api::heal);
	}

	@Test
	void jsonThatIsNoPageIsAFailure() {
		this.api.say("{\"error\": \"maintenance\"}");
		assertHeals("without an array named items", this.api::heal);
	}

	@Test
	void anUnpackedPageThatIsTooLargeIsNotRead() {
		this.newsbox.with("max-page-size", "1MB");
		this.api.swell(200_000_000);
		assertHeals("larger than newsbox.fallback.max-page-size (1048576B)", this.api::heal);
	}

	@Test
	void aPageThatIsTooLargeAndNeverEndsIsGivenUp() {
		this.newsbox.with("max-page-size", "1KB");
		this.api.drip(Duration.ofMillis(1));
		assertHeals("larger than newsbox.fallback.max-page-size (1024B)", this.api::heal);
	}

	private void assertHeals(String error, Runnable cure) {
		put(1);
		this.newsbox.start();
		RunningFallback.await("the failure").until(() -> this.newsbox.fallback().lastError() != null);
		assertThat(this.newsbox.fallback().lastError()).contains(error);
		cure.run();
		awaitArticles(1);
		RunningFallback.await("the end of the failure").until(() -> this.newsbox.fallback().lastError() == null);
	}

	private void assertLeftAlone(int status, String retryAfter) {
		this.newsbox.awaitRequests(1);
		this.api.fail(status, "Retry-After", retryAfter);
		this.newsbox.awaitLeftAlone(Duration.ofSeconds(2));
		this.api.heal();
		put(1);
		awaitArticles(1);
	}

	private void route(String id, RouteAction action) {
		try {
			action.apply(this.newsbox.bean(CamelContext.class).getRouteController(), id);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private interface RouteAction {

		void apply(RouteController routes, String id) throws Exception;

	}

	private void put(int items) {
		IntStream.range(0, items).forEach((i) -> put("urn:" + i));
	}

	private void put(String uri) {
		this.api.put(NewsItems.text(uri));
	}

	private void awaitArticles(int count) {
		RunningFallback.await(count + " articles").until(() -> this.newsbox.articles().size() == count);
	}

	private static boolean isConditional(Request request) {
		return Objects.nonNull(request.headers().get("If-None-Match"));
	}

}
