package io.newsbox.article;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.tools.attach.VirtualMachine;
import io.newsbox.kit.NewsboxProcess;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Very many dead letters, in little memory, through JMX as any client sees it. */
@UsePostgres
class DeadLettersIT {

	private static final int COUNT = 10_000;

	private static final String PARK = """
			INSERT INTO dead_letter (origin, reason, detail, headers, body)
			SELECT 'broker', 'The database refuses it', 'long ago', '{}', convert_to(
			  format('{"uri":"urn:%%s","versioncreated":"2026-01-31T10:15:00Z","body_text":"%%s"}', i, repeat('x', 15000)), 'UTF8')
			FROM generate_series(1, %d) AS i
			"""
		.formatted(COUNT);

	private final ObjectName name = new ObjectName("io.newsbox:type=DeadLetters");

	DeadLettersIT() throws Exception {
	}

	@SuppressWarnings("BanJNDI") // to a process of ours
	@Test
	void tenThousandDeadLettersAreListedAndReplayedInLessMemoryThanTheyFill(Postgres postgres) throws Exception {
		Postgres.Database news = postgres.newDatabase();
		JdbcTemplate database = new JdbcTemplate(news.dataSource());
		try (NewsboxProcess newsbox = new NewsboxProcess(Path.of("").toAbsolutePath()).withDatabase(news)
			.withRabbit(1)
			.withJvmOptions("-Xmx96m", "-XX:+ExitOnOutOfMemoryError")) {
			newsbox.start().awaitLive();
			database.execute(PARK);
			try (JMXConnector jmx = JMXConnectorFactory.connect(address(newsbox))) {
				work(jmx.getMBeanServerConnection());
			}
			assertThat(newsbox.log()).doesNotContain("OutOfMemoryError");
		}
		assertThat(database.queryForObject("SELECT count(*) FROM article", Integer.class)).isEqualTo(COUNT);
		assertThat(database.queryForObject("SELECT count(*) FROM dead_letter WHERE replayed_at IS NULL", Integer.class))
			.isZero();
	}

	private void work(MBeanServerConnection jmx) throws Exception {
		assertThat(listed(jmx)).isEqualTo(COUNT);
		long start = System.nanoTime();
		jmx.invoke(this.name, "replayAll", new Object[0], new String[0]);
		Awaitility.await("progress").atMost(Duration.ofSeconds(60)).until(() -> replayed(jmx) > 0);
		assertThat(jmx.getAttribute(this.name, "ReplayTotal")).isEqualTo((long) COUNT);
		Awaitility.await("the end of the replay")
			.atMost(Duration.ofMinutes(15))
			.until(() -> Boolean.FALSE.equals(jmx.getAttribute(this.name, "Replaying")));
		System.out.printf("%d dead letters replayed in %.1f s%n", COUNT, (System.nanoTime() - start) / 1e9);
		assertThat(replayed(jmx)).isEqualTo(COUNT);
	}

	/** Page by page. */
	private int listed(MBeanServerConnection jmx) throws Exception {
		int count = 0;
		long last = 0;
		for (List<?> page = page(jmx, last); !page.isEmpty(); page = page(jmx, last)) {
			count += page.size();
			last = (long) ((Map<?, ?>) page.get(page.size() - 1)).get("id");
		}
		return count;
	}

	private List<?> page(MBeanServerConnection jmx, long after) throws Exception {
		return (List<?>) jmx.invoke(this.name, "list", new Object[] { after, 1000 }, new String[] { "long", "int" });
	}

	private long replayed(MBeanServerConnection jmx) throws Exception {
		return (long) jmx.getAttribute(this.name, "Replayed");
	}

	private static JMXServiceURL address(NewsboxProcess newsbox) throws Exception {
		VirtualMachine jvm = VirtualMachine.attach(String.valueOf(newsbox.pid()));
		try {
			return new JMXServiceURL(jvm.startLocalManagementAgent());
		}
		finally {
			jvm.detach();
		}
	}

}
