package io.newsbox.fallback;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code routes/recipes/guardian}, copied over the route files. */
@UsePostgres
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardianRecipeTest {

	private RunningFallback newsbox;

	private GuardianApi guardian;

	@BeforeAll
	void start(Postgres postgres) throws IOException {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead());
		this.guardian = new GuardianApi(this.newsbox.api);
		this.newsbox.set("newsbox.routes-directory", Recipe.over("guardian").toString())
			.set("logging.level.io.newsbox", "trace")
			.with("authorization", GuardianApi.KEY)
			.with("authorization-parameter", "api-key")
			.start();
	}

	@BeforeEach
	void behave() {
		this.newsbox.api.heal();
		this.guardian.unavailableFromPage(0);
	}

	@AfterAll
	void close() {
		this.newsbox.close();
	}

	@Test
	void articlesAreStoredWithTheFieldsOfTheGuardian() {
		this.guardian.put("world/one", "One");
		awaitHeadline("world/one", "One");
		assertThat(this.newsbox.database.queryForMap("""
				SELECT byline, body_text, body_html, language, origin, pub_status, item ->> 'sectionId' AS section
				FROM article WHERE uri = ?""", uri("world/one"))).containsEntry("byline", "Ann Example")
			.containsEntry("body_text", "Text")
			.containsEntry("body_html", "<p>Text</p>")
			.containsEntry("language", "en")
			.containsEntry("origin", "api")
			.containsEntry("pub_status", "usable")
			.containsEntry("section", "world");
		this.guardian.put("world/one", "One, corrected");
		awaitHeadline("world/one", "One, corrected");
	}

	@Test
	void allPagesAreReadAndTheOneThatFailsIsReadAgain(CapturedOutput output) {
		this.guardian.unavailableFromPage(2);
		IntStream.range(0, 120).forEach((i) -> this.guardian.put("world/many/" + i, "Many"));
		RunningFallback.await("the position before page 2")
			.until(() -> String.valueOf(this.newsbox.cursor().get("next_url")).endsWith("&page=2"));
		assertThat(this.newsbox.cursor().get("next_url").toString()).doesNotContain(GuardianApi.KEY);
		this.guardian.unavailableFromPage(0);
		RunningFallback.await("120 articles")
			.until(() -> this.newsbox.articles().stream().filter((uri) -> uri.contains("/many/")).count() == 120);
		RunningFallback.await("the end of the reading").until(() -> this.newsbox.cursor().get("next_url") == null);
		assertThat(this.newsbox.api.requests()).extracting((request) -> request.parameters().get("page"))
			.contains("1", "2", "3");
		assertThat(this.newsbox.lastRequest().headers()).doesNotContainKey("Authorization");
		assertThat(output.getAll()).doesNotContain(GuardianApi.KEY);
	}

	@Test
	void anArticleThatIsTakenDownStaysUntilAPersonWithdrawsIt() throws IOException {
		this.guardian.put("world/wrong", "Wrong");
		awaitHeadline("world/wrong", "Wrong");
		this.guardian.takeDown("world/wrong");
		this.newsbox.awaitRequests(2);
		assertThat(published("world/wrong")).isOne();
		this.newsbox.database.update(Recipe.readme("guardian", "sql", "UPDATE"), uri("world/wrong"));
		this.guardian.put("world/next", "Next");
		awaitHeadline("world/next", "Next");
		assertThat(published("world/wrong")).isZero();
	}

	@Test
	void aBadArticleIsParkedAlone() {
		this.guardian.putRaw("world/no-time",
				"{\"webUrl\":\"https://www.theguardian.com/world/no-time\",\"fields\":{}}");
		this.guardian.putRaw("world/odd", "{\"webUrl\":\"https://www.theguardian.com/world/odd\",\"fields\":\"none\"}");
		this.guardian.put("world/good", "Good");
		awaitHeadline("world/good", "Good");
		RunningFallback.await("the dead letters")
			.until(() -> this.newsbox.database.queryForList("SELECT reason FROM dead_letter ORDER BY reason",
					String.class), (reasons) -> reasons.equals(List.of("No uri", "No version time")));
	}

	@Test
	void theLimitOfTheKeyIsObeyed() {
		this.newsbox.api.fail(429, "Retry-After", "3");
		this.newsbox.awaitLeftAlone(Duration.ofSeconds(2));
		this.newsbox.api.heal();
		this.guardian.put("world/after", "After the pause");
		awaitHeadline("world/after", "After the pause");
	}

	@Test
	void aRedirectThatRepeatsTheKeyDoesNotShowIt(CapturedOutput output) {
		this.newsbox.api.fail(301, "Location", "https://elsewhere.example/search?api-key=" + GuardianApi.KEY);
		RunningFallback.await("the failure").until(() -> this.newsbox.fallback().lastError() != null);
		assertThat(this.newsbox.fallback().lastError()).contains("a redirect to https://elsewhere.example/search that");
		assertThat(output.getAll()).doesNotContain(GuardianApi.KEY);
	}

	private void awaitHeadline(String id, String headline) {
		this.newsbox.awaitHeadline(uri(id), headline);
	}

	private int published(String id) {
		return this.newsbox.database.queryForList("SELECT uri FROM published_article WHERE uri = ?", uri(id)).size();
	}

	private static String uri(String id) {
		return "https://www.theguardian.com/" + id;
	}

}
