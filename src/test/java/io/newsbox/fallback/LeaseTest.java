package io.newsbox.fallback;

import java.time.Clock;

import javax.sql.DataSource;

import io.newsbox.kit.MovableClock;
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
import static org.awaitility.Awaitility.await;

@UsePostgres
class LeaseTest {

	private final JdbcTemplate database;

	private final MovableClock clock = MovableClock.running();

	private final Lease lease;

	LeaseTest(Postgres postgres) {
		DataSource source = postgres.newDatabase().dataSource();
		new ResourceDatabasePopulator(new ClassPathResource("db/migration/V3__lease.sql")).execute(source);
		this.database = new JdbcTemplate(source);
		this.lease = lease(this.clock);
	}

	private Lease lease(Clock clock) {
		return new Lease(new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
			.withJdbcTemplate(this.database)
			.withTableName("lease")
			.usingDbTime()
			.withThrowUnexpectedException(true)
			.build()), "articles", clock);
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

	@Test
	void aHolderThatCannotStoreItsPageIsFollowedByAnother() {
		assertThat(this.lease.take()).isTrue();
		this.lease.pageInHand(true);
		this.clock.advance(Lease.LONGEST_PAGE);
		Lease other = lease(Clock.systemUTC());
		try {
			assertThat(other.take()).isFalse();
			await("the lease").atMost(Lease.LENGTH.multipliedBy(2)).until(other::take);
		}
		finally {
			other.close();
		}
	}

}
