package io.newsbox.fallback;

import java.time.Duration;

import javax.sql.DataSource;

import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@UsePostgres
@ExtendWith(OutputCaptureExtension.class)
class CursorsTest {

	@Test
	void aTableThatIsTooLargeToBeScannedDoesNotKeepTheApiFromBeingRead(Postgres postgres, CapturedOutput output) {
		DataSource database = postgres.newDatabase().dataSource();
		new ResourceDatabasePopulator(new ClassPathResource("db/migration/V2__feed_cursor.sql")).execute(database);
		JdbcClient.create(database)
			.sql("CREATE VIEW article AS SELECT now() AS version_created, now() - interval '1 h' AS updated_at"
					+ " WHERE pg_sleep(15) IS NOT NULL")
			.update();
		Cursors cursors = new Cursors(database, 1);
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(QueryTimeoutException.class).as("a moment of weakness")
				.isThrownBy(() -> cursors.newestArticle("articles", Duration.ZERO));
		}
		assertThat(cursors.newestArticle("articles", Duration.ZERO)).isEmpty();
		assertThat(output).contains("within 1 s: the article API is read from its beginning");
	}

}
