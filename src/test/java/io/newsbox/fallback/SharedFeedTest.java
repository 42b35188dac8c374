package io.newsbox.fallback;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.ArticleApi.Request;
import io.newsbox.kit.Lapse;
import io.newsbox.kit.MovableClock;
import io.newsbox.kit.NewsItems;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.health.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** Two instances on one database: one reads the article API at a time. */
@UsePostgres
class SharedFeedTest {

	private static final Duration PATIENCE = Lease.LENGTH.multipliedBy(4);

	private final RunningFallback one;

	private final RunningFallback other;

	private final MovableClock clockOfOther = MovableClock.running();

	SharedFeedTest(Postgres postgres) {
		this.one = new RunningFallback(postgres, TestIntake.living()).with("authorization", "one");
		this.other = this.one.another(TestIntake.living()).with("authorization", "other").by(this.clockOfOther);
	}

	@BeforeEach
	void oneReads() {
		this.one.startAlive();
		this.other.startAlive();
		this.one.lose();
		this.one.awaitRequests(1);
		this.other.lose();
		this.one.api.forgetRequests();
	}

	@AfterEach
	void close() {
		this.one.close();
		this.other.close();
	}

	@Test
	void anOrderlyStopHandsTheReadingOnAtOnce() {
		this.one.awaitRequests(5);
		assertThat(readers()).containsOnly("one");
		RunningFallback.await("the other to know that the table is fed")
			.atMost(PATIENCE)
			.until(() -> this.other.bean(FallbackStatus.class).isFeeding());
		// a person may do that
		this.one.database.execute("DELETE FROM lease");
		this.one.awaitRequests(5);
		this.one.stop();
		this.one.api.forgetRequests();
		this.one.api.put(NewsItems.text("urn:after"));
		this.other.awaitArticles("urn:after");
		assertThat(readers()).containsOnly("other");
	}

	@Test
	void whoIsCutOffFromTheDatabaseIsFollowedByTheOther() throws SQLException {
		this.one.bean(DataSource.class).unwrap(HikariDataSource.class).close();
		long cut = System.nanoTime();
		this.one.api.put(NewsItems.text("urn:after"));
		RunningFallback.await("the other to read").atMost(PATIENCE).until(() -> readers().contains("other"));
		System.out.printf("Cut off from the database, followed after %.1f s%n", (System.nanoTime() - cut) / 1e9);
		this.other.awaitArticles("urn:after");
		this.one.api.forgetRequests();
		this.one.awaitRequests(5);
		assertThat(readers()).containsOnly("other");
	}

	@Test
	void theGapOfBothIsClosedByTheReadingOfOne() {
		this.one.api.put(NewsItems.text("urn:while-away"));
		this.other.intake.revive();
		this.one.intake.revive();
		this.one.awaitGapClosed();
		this.other.awaitGapClosed();
		this.one.awaitArticles("urn:while-away");
	}

	@Test
	void theGapOfOneIsClosedByTheReadingOfTheOtherWithoutNewsToo() {
		// without validators
		this.one.api.say("[]");
		this.one.awaitRequests(1);
		this.one.api.forgetRequests();
		this.other.intake.revive();
		this.other.awaitGapClosed();
		assertThat(readers()).containsOnly("one");
		assertThat(this.one.fallback().isActive()).isTrue();
	}

	@Test
	void aPageThatTakesLongerThanTheLeaseIsReadByOneAlone() {
		this.one.awaitRequests(1);
		this.one.api.drip(Duration.ofSeconds(1));
		Instant slow = Instant.now();
		RunningFallback.await("a page that drips").until(() -> this.one.lastRequest().at().isAfter(slow));
		this.one.api.forgetRequests();
		Lapse.of(Lease.LENGTH.plusSeconds(5));
		assertThat(readers()).doesNotContain("other");
	}

	@Test
	void whoseRouteIsStoppedIsFollowedByTheOther() throws Exception {
		this.one.awaitRequests(1);
		this.one.bean(CamelContext.class).getRouteController().stopRoute("article-fallback");
		this.one.api.forgetRequests();
		RunningFallback.await("the other to read").atMost(PATIENCE).until(() -> readers().contains("other"));
	}

	@Test
	void pollNowReadsThoughAnotherInstanceHasJustDone() {
		this.one.intake.revive();
		this.other.intake.revive();
		this.one.awaitGapClosed();
		this.other.awaitGapClosed();
		this.one.bean(FallbackStatus.class).pollNow();
		// else the other, asked a moment too early, would take its reading for what was
		// asked of it
		RunningFallback.await("the sweep to be kept")
			.until(() -> this.one.database
				.queryForList("SELECT feed FROM feed_cursor WHERE updated_at > 'epoch'", String.class)
				.contains("articles.sweep"));
		this.one.api.forgetRequests();
		this.other.bean(FallbackStatus.class).pollNow();
		RunningFallback.await("the other to read").atMost(PATIENCE).until(() -> readers().contains("other"));
	}

	@Test
	void whoStandsByKnowsWhetherTheOtherGetsOn() {
		// without validators
		this.one.api.say("[]");
		this.one.awaitRequests(2);
		MovableClock clock = new MovableClock();
		// by that clock the last page was read long ago
		clock.advance(Duration.ofDays(36500));
		Position position = new Position(this.other.bean(FallbackProperties.class),
				new Cursors(this.other.bean(DataSource.class)), clock);
		position.fedUntil();
		assertThat(position.otherReader().getsOn()).isFalse();
		RunningFallback.await("a reading that ends").until(() -> {
			position.fedUntil();
			return position.otherReader().getsOn();
		});
		this.one.api.fail(503);
		RunningFallback.await("the failure").until(() -> this.one.fallback().lastError() != null);
		position.fedUntil();
		clock.advance(Duration.ofMinutes(2));
		position.fedUntil();
		assertThat(position.otherReader().getsOn()).isFalse();
	}

	@Test
	void nobodyIsFedWhileTheOneThatReadsFails() {
		this.one.api.fail(503);
		RunningFallback.await("the failure").until(() -> this.one.fallback().lastError() != null);
		this.clockOfOther.advance(Cursor.BELIEVED.plus(PATIENCE));
		RunningFallback.await("the other to know").until(() -> !this.other.bean(FallbackStatus.class).isFeeding());
		assertThat(this.other.fallback().lastPollAt()).isNotNull();
		assertThat(this.other.fallback().lastError()).isNull();
	}

	@Test
	void whoStandsByForAnotherThatGetsOnHasNoErrorAnyMore() {
		onlyTheOtherIsAnswered();
		RunningFallback.await("the failure").until(() -> this.one.fallback().lastError() != null);
		RunningFallback.await("the other to get on")
			.atMost(PATIENCE)
			.until(() -> this.one.fallback().lastError() == null && this.one.bean(FallbackStatus.class).isFeeding());
		assertThat(this.one.bean(FallbackStatus.class).health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void aSweepThatAnotherInstanceMakesEndsTheErrorOfTheOneThatCouldNot() {
		this.one.intake.revive();
		this.other.intake.revive();
		this.one.awaitGapClosed();
		this.other.awaitGapClosed();
		onlyTheOtherIsAnswered();
		this.one.bean(FallbackStatus.class).pollNow();
		RunningFallback.await("the failure").until(() -> this.one.fallback().lastError() != null);
		this.other.bean(FallbackStatus.class).pollNow();
		RunningFallback.await("no error").atMost(PATIENCE).until(() -> this.one.fallback().lastError() == null);
		assertThat(this.one.fallback().isActive()).isFalse();
	}

	private void onlyTheOtherIsAnswered() {
		this.one.api.speak((request, exchange) -> {
			if ("one".equals(request.headers().get("Authorization"))) {
				exchange.close();
			}
			else {
				ArticleApi.send(exchange, 200, "[]");
			}
		});
	}

	private List<String> readers() {
		return this.one.api.requests()
			.stream()
			.map(Request::headers)
			.map((headers) -> headers.get("Authorization"))
			.toList();
	}

}
