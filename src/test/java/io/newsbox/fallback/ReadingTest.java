package io.newsbox.fallback;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.newsbox.kit.MovableClock;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@UsePostgres
class ReadingTest {

	private static final URI FIRST = URI.create("http://127.0.0.1/");

	private static final Map<String, Object> SECOND_IS_NEXT = Map.of("Link", "<?page=2>; rel=next");

	@Test
	void aPageWhosePositionCouldNotBeKeptIsNotTheLast(Postgres postgres) throws ApiFailure {
		JdbcTemplate database = new JdbcTemplate(postgres.newDatabase().dataSource());
		new ResourceDatabasePopulator(new ClassPathResource("db/migration/V2__feed_cursor.sql"))
			.execute(database.getDataSource());
		MovableClock clock = new MovableClock();
		Reading reading = new Reading(Cursor.at("feed", Instant.EPOCH, clock.instant()),
				new Cursors(database.getDataSource()), clock, new ApiClock(clock), "", null);
		database.execute("ALTER TABLE feed_cursor RENAME TO gone");
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> isLast(reading));
		database.execute("ALTER TABLE gone RENAME TO feed_cursor");
		assertThat(isLast(reading)).isFalse();
		assertThat(reading.url()).isEqualTo(FIRST.resolve("?page=2"));
		assertThat(database.queryForList("SELECT next_url FROM feed_cursor", String.class))
			.isEqualTo(List.of(reading.url().toString()));
	}

	private static boolean isLast(Reading reading) throws ApiFailure {
		reading.request(FIRST, false);
		reading.answered(200, "[{}]".getBytes(StandardCharsets.UTF_8), SECOND_IS_NEXT);
		return reading.stored();
	}

}
