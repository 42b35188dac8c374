package io.newsbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.newsbox.kit.NewsboxProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first command of the README, with what this build has compiled, in a folder of its
 * own.
 */
@EnabledIfSystemProperty(named = "maven.home", matches = ".+", disabledReason = "it is not run by Maven")
class FirstRunIT {

	private static final List<String> COMPILED = List.of("pom.xml", ".mvn", "src", "routes", "target/classes",
			"target/test-classes");

	@TempDir
	private Path copy;

	@Test
	void aNewcomerSeesNewsStoredFromTheBrokerAndWithoutIt() throws IOException {
		for (String part : COMPILED) {
			Files.createDirectories(this.copy.resolve(part).getParent());
			FileSystemUtils.copyRecursively(Path.of(part), this.copy.resolve(part));
		}
		try (NewsboxProcess newsbox = new NewsboxProcess(this.copy)
			.installedAs(List.of(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(), "-B", "-ntp",
					"-Dmaven.repo.local=" + System.getProperty("newsbox.m2"), "-Dmaven.main.skip", "-Dmaven.test.skip",
					"spring-boot:test-run"))) {
			newsbox.start();
			try {
				newsbox.awaitLog("From broker: 1 stored");
				newsbox.type("b");
				newsbox.awaitLog("From api: [1-9]\\d* stored");
				newsbox.type("b");
				newsbox.awaitLog("Gap closed: (?!1970)");
				assertThat(newsbox.log()).doesNotContain(" ERROR ", "newsbox.console.");
			}
			finally {
				// the servers that it has started end with it
				newsbox.terminate();
			}
			assertThat(newsbox.log()).contains("HikariPool-1 - Shutdown completed");
		}
	}

}
