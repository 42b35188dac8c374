package io.newsbox.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.newsbox.TestNewsboxApplication;
import io.newsbox.kit.NewsboxProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README tells a newcomer to try. In a folder of its own: the data of a person
 * who tries it meanwhile is in {@code target/}.
 */
class DevServicesTest {

	private final NewsboxProcess newsbox;

	DevServicesTest(@TempDir Path directory) throws IOException {
		for (String name : List.of("routes", "src")) {
			Files.createSymbolicLink(directory.resolve(name), Path.of(name).toAbsolutePath());
		}
		this.newsbox = new NewsboxProcess(directory).installedAs(List.of(NewsboxProcess.JAVA, "-XX:TieredStopAtLevel=1",
				"-cp", System.getProperty("java.class.path"), TestNewsboxApplication.class.getName()));
	}

	@BeforeEach
	void start() {
		this.newsbox.start();
	}

	@AfterEach
	void stop() {
		this.newsbox.close();
	}

	@Test
	void samplesAreStoredAndWhileTheBrokerIsStoppedNewsComesFromTheArticleApi() {
		this.newsbox.awaitLog("Published 01-english");
		// in the API, too, soon after; which of them stores it is open
		this.newsbox.awaitLog("From broker: [^\\n]*urn:newsml:example.org:20260301:bridge");
		this.newsbox.awaitLog("From (broker|api): \\d+ stored[^\\n]*urn:newsml:example.org:20260301:bridge");

		this.newsbox.type("b");
		this.newsbox.awaitLog("The broker is stopped");
		this.newsbox.awaitLog("From api: 1 stored: \\[urn:newsml:example.org:live");

		this.newsbox.type("b");
		this.newsbox.awaitLog("The broker runs again");
		this.newsbox.awaitLog("The subscription lives.*\\n(?s:.*)The broker's news comes again");
		assertThat(this.newsbox.terminate()).isEqualTo(143);
	}

}
