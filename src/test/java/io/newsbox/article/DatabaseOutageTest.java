package io.newsbox.article;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.newsbox.kit.Postgres;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@StoreTest
@ExtendWith(OutputCaptureExtension.class)
class DatabaseOutageTest {

	private static final int OUTAGE_SECONDS = 10;

	@Autowired
	private ProducerTemplate routes;

	@Autowired
	private JdbcTemplate database;

	@BeforeEach
	void emptyTables() {
		this.database.execute("TRUNCATE article, dead_letter");
	}

	@AfterEach
	void revive(Postgres postgres) {
		postgres.revive();
	}

	@Test
	void aStoppedDatabaseHoldsTheBatchQuietlyUntilItIsBack(Postgres postgres, CapturedOutput output) throws Exception {
		assertHeld(postgres::stop, postgres::start, output);
	}

	@Test
	void aFrozenDatabaseHoldsTheBatchQuietlyUntilItIsBack(Postgres postgres, CapturedOutput output) throws Exception {
		assertHeld(postgres::freeze, postgres::thaw, output);
	}

	@Test
	void aMissingTableIsNoFaultOfTheItems(CapturedOutput output) throws Exception {
		assertHeld(() -> this.database.execute("ALTER TABLE article RENAME TO gone"),
				() -> this.database.execute("ALTER TABLE gone RENAME TO article"), output);
	}

	private void assertHeld(Runnable fault, Runnable cure, CapturedOutput output) throws Exception {
		fault.run();
		long linesBefore = output.getAll().lines().count();
		CompletableFuture<Void> held = CompletableFuture
			.runAsync(() -> this.routes.send("direct:article-store", (exchange) -> {
				exchange.setVariable("origin", "broker");
				exchange.getMessage().setBody(List.of(NewsItems.text("urn:held"), "{"));
			}));
		await("the outage to last").pollDelay(Duration.ofSeconds(OUTAGE_SECONDS))
			.timeout(Duration.ofSeconds(OUTAGE_SECONDS + 1))
			.until(() -> true);
		assertThat(held).isNotDone();
		assertThat(output.getAll().lines().count() - linesBefore).as("log lines").isLessThan(5 * OUTAGE_SECONDS);
		cure.run();
		long back = System.nanoTime();
		held.get(15, TimeUnit.SECONDS);
		System.out.println("Resumed after " + Duration.ofNanos(System.nanoTime() - back).toMillis() + " ms");
		assertThat(this.database.queryForObject("SELECT count(*) FROM article", Long.class)).isOne();
		assertThat(this.database.queryForObject("SELECT count(*) FROM dead_letter", Long.class)).isOne();
	}

}
