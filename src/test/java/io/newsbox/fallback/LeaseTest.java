package io.newsbox.fallback;

import java.time.Clock;

import javax.sql.DataSource;

import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@UsePostgres
class LeaseTest {

	private final JdbcTemplate database;

	private final Lease lease;

	LeaseTest(Postgres postgres) {
		DataSource source = postgres.newDatabase().dataSource();
		new ResourceDatabasePopulator(new ClassPathResource("db/migration/V3__lease.sql")).execute(source);
		this.database = new JdbcTemplate(source);
		this.lease = new Lease(new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
			.withJdbcTemplate(this.database)
			.withTableName("lease")
			.usingDbTime()
			.withThrowUnexpectedException(true)
			.build()), Clock.systemUTC());
	}

	@AfterEach
	void close() {
		this.lease.close();
	}

	@Test
	void aHolderWhoseDatabaseFailedOnceDoesNotWaitForItself() {
		assertThat(this.lease.take()).isTrue();
		this.database.execute("ALTER TABLE lease RENAME TO gone");
		assertThatException().isThrownBy(this.lease::take);
		this.database.execute("ALTER TABLE gone RENAME TO lease");
		assertThat(this.lease.take()).isTrue();
	}

}
