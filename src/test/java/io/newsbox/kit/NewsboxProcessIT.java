package io.newsbox.kit;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@UsePostgres
class NewsboxProcessIT {

	@Test
	void startsStopsAndStartsAgainOnTheSamePort(@TempDir Path directory, Postgres postgres) {
		try (NewsboxProcess newsbox = new NewsboxProcess(directory).withProjectRoutes()
			.withDatabase(postgres.newDatabase())
			.withRabbit(Ports.free())) {
			newsbox.start().awaitLive();
			newsbox.awaitLog("Tomcat started on port " + newsbox.port());
			assertThat(newsbox.cpuTime()).isGreaterThan(Duration.ofMillis(100));
			assertThat(newsbox.terminate()).isEqualTo(143);

			newsbox.with("logging.structured.format.console", "ecs").start().awaitLive();
			newsbox.kill();
			assertThat(newsbox.isRunning()).isFalse();
			assertThat(newsbox.log().lines().filter((line) -> line.contains("Tomcat started"))).singleElement()
				.asString()
				.startsWith("{\"@timestamp\":")
				.contains("\"ecs\":{\"version\":", "\"service\":{\"name\":\"newsbox\"");
		}
	}

	@Test
	void saysSoAtOnceWhenTheProcessEnds(@TempDir Path directory) {
		try (NewsboxProcess newsbox = new NewsboxProcess(directory).withJvmOptions("-XX:NoSuchOption").start()) {
			assertThatException().isThrownBy(newsbox::awaitLive).withMessageContaining("NoSuchOption");
		}
	}

}
