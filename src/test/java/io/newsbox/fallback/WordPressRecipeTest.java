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

/** {@code routes/recipes/wordpress}, copied over the route files. */
@UsePostgres
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WordPressRecipeTest {

	private RunningFallback newsbox;

	private WordPressSite site;

	@BeforeAll
	void start(Postgres postgres) throws IOException {
		this.newsbox = new RunningFallback(postgres, TestIntake.dead());
		this.site = new WordPressSite(this.newsbox.api);
		// as the README says for a site with a login
		this.newsbox.set("newsbox.routes-directory", Recipe.over("wordpress").toString())
			.set("logging.level.io.newsbox", "trace")
			.with("article-api-url", this.newsbox.api.url() + "?status=publish,private,draft,pending,trash")
			.with("authorization", WordPressSite.LOGIN)
			.start();
	}

	@BeforeEach
	void behave() {
		this.newsbox.api.heal();
	}

	@AfterAll
	void close() {
		this.newsbox.close();
	}

	@Test
	void postsAreStoredAndCorrected() {
		this.site.put(1, "publish", "It&#8217;s <em>open</em> &amp; free");
		awaitHeadline(1, "It’s open & free");
		assertThat(this.newsbox.database.queryForMap("""
				SELECT byline, body_html, pub_status, to_char(first_created AT TIME ZONE 'UTC', 'HH24:MI') AS created
				FROM article WHERE uri = ?""", WordPressSite.uri(1))).containsEntry("byline", "Ann Example")
			.containsEntry("body_html", "<p>Text</p>")
			.containsEntry("pub_status", "usable")
			.containsEntry("created", "09:30");
		this.site.put(1, "publish", "Corrected");
		awaitHeadline(1, "Corrected");
	}

	@Test
	void allPagesAreRead() {
		IntStream.range(1000, 1250).forEach((id) -> this.site.put(id, "publish", "Many"));
		RunningFallback.await("250 posts")
			.until(() -> this.newsbox.articles().stream().filter((uri) -> uri.contains("?p=1")).count() >= 250);
		RunningFallback.await("the end of the reading").until(() -> this.newsbox.cursor().get("next_url") == null);
		assertThat(this.newsbox.api.requests()).extracting((request) -> request.parameters().get("page"))
			.contains("1", "2", "3");
		assertThat(this.newsbox.fallback().lastError()).isNull();
	}

	@Test
	void withALoginAWithdrawnPostIsWithdrawnHereAndADraftIsNotShown() {
		this.site.put(2, "publish", "To be deleted");
		this.site.put(3, "publish", "To be hidden");
		awaitHeadline(2, "To be deleted");
		awaitHeadline(3, "To be hidden");
		this.site.put(2, "trash", "Deleted");
		this.site.put(3, "draft", "Hidden");
		awaitStatus(2, "canceled");
		awaitStatus(3, "withheld");
	}

	@Test
	void aBadPostIsParkedAlone() {
		this.site.putRaw(4, "{\"id\":4,\"guid\":{\"rendered\":\"https://news.example/?p=4\"}}");
		this.site.putRaw(5, "{\"id\":5,\"guid\":\"none\",\"modified_gmt\":\"2026-01-31T10:00:00\"}");
		this.site.put(6, "publish", "Good");
		awaitHeadline(6, "Good");
		RunningFallback.await("the dead letters")
			.until(() -> this.newsbox.database.queryForList("SELECT reason FROM dead_letter ORDER BY reason",
					String.class), (reasons) -> reasons.equals(List.of("No uri", "No version time")));
	}

	@Test
	void theLimitOfTheSiteIsObeyedAndNoLogShowsTheLogin(CapturedOutput output) {
		this.newsbox.api.fail(429, "Retry-After", "3");
		this.newsbox.awaitLeftAlone(Duration.ofSeconds(2));
		this.newsbox.api.heal();
		this.site.put(7, "publish", "After the pause");
		awaitHeadline(7, "After the pause");
		assertThat(output.getAll()).doesNotContain(WordPressSite.LOGIN);
	}

	private void awaitHeadline(int id, String headline) {
		this.newsbox.awaitHeadline(WordPressSite.uri(id), headline);
	}

	private void awaitStatus(int id, String status) {
		RunningFallback.await(id + " to be " + status)
			.until(() -> this.newsbox.database.queryForObject("SELECT pub_status FROM article WHERE uri = ?",
					String.class, WordPressSite.uri(id)), status::equals);
	}

}
