package io.newsbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.newsbox.kit.Load;
import io.newsbox.kit.NewsboxProcess;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;
import io.newsbox.kit.RunningNewsbox;
import io.newsbox.kit.UsePostgres;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The package of {@code mvn -Pdist package}, installed where nobody may write, and run by
 * a user who may do nothing else.
 */
@RealRabbit
@UsePostgres
@EnabledIfSystemProperty(named = "newsbox.package", matches = ".+",
		disabledReason = "there is a package with -Pdist only")
class PackageIT {

	private static final String NO_START_WITHOUT_ARCHIVE = (Runtime.version().feature() < 25) ? "-Xshare:on"
			: "-XX:AOTMode=on";

	private final RunningNewsbox newsbox;

	private Path folder;

	private Path home;

	PackageIT(RabbitNode node, Postgres postgres) {
		this.newsbox = new RunningNewsbox(node, postgres);
	}

	@BeforeEach
	void install() throws Exception {
		this.folder = Files.createTempDirectory("newsbox installed ");
		run("tar", "xzf", System.getProperty("newsbox.package"), "-C", this.folder.toString());
		run("chmod", "-R", "a+rX,a-w", this.folder.toString());
		try (var files = Files.list(this.folder)) {
			this.home = files.findFirst().orElseThrow();
		}
	}

	@AfterEach
	void remove() throws Exception {
		this.newsbox.close();
		run("chmod", "-R", "u+w", this.folder.toString());
		FileSystemUtils.deleteRecursively(this.folder);
	}

	@Test
	void runsFromAReadOnlyFolderAndStopsInOrder() throws Exception {
		NewsboxProcess installed = this.newsbox.process.with("JAVA_OPTS", NO_START_WITHOUT_ARCHIVE)
			.installedAs(asNobody(this.home.resolve("bin/newsbox").toString()));
		long before = System.nanoTime();
		installed.start().awaitLive();
		System.out.printf("The package is up after %.1f s%n", (System.nanoTime() - before) / 1e9);
		installed.awaitLog("The subscription lives");
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.sendAll(Load.items(0, 100));
		}
		this.newsbox.awaitArticles(100, Duration.ofSeconds(30));
		assertThat(installed.terminate()).isEqualTo(143);
		assertThat(installed.log()).contains("compiler directives added").doesNotContain("[warning]", "[error]");
		assertThat(this.home.resolve("sbom.cdx.json")).content().contains("camel-core", "CycloneDX");
		assertThat(this.home.resolve("kustomization.yaml")).content().doesNotContain("VERSION");
	}

	@Test
	void checksItsRouteFilesOrThoseThatTheCallerNamesAndMapsItems() throws Exception {
		assertThat(answer("--check")).contains("article-intake");
		Files.copy(Path.of("routes/examples/v3-text.json"), this.folder.resolve("an item.json"));
		assertThat(answer("--map", "an item.json")).contains("\"uri\"", "\"version_created\"");
		FileSystemUtils.copyRecursively(this.home.resolve("routes"), this.folder.resolve("my routes"));
		Files.delete(this.folder.resolve("my routes/article-fallback.camel.yaml"));
		assertThat(answer("--check", "--newsbox.routes-directory=my routes")).contains("article-intake")
			.doesNotContain("article-fallback");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--spring.config.additional-location", "SPRING_CONFIG_ADDITIONALLOCATION",
			"SPRING_CONFIG_ADDITIONAL_LOCATION" })
	void settingsOfAnotherFileAreAddedToThoseOfThePackage(String name) throws Exception {
		Path settings = this.home.resolve("etc/newsbox.yaml");
		Path more = Files.writeString(this.folder.resolve("more.yaml"), "newsbox.intake.exchagne: news\n");
		run("chmod", "u+w", settings.toString());
		Files.writeString(settings, "newsbox.routes-directory: nowhere\n");
		List<String> command = asNobody(this.home.resolve("bin/newsbox").toString(), "--check");
		ProcessBuilder check = new ProcessBuilder(command).redirectErrorStream(true);
		if (name.startsWith("-")) {
			command.add(name + "=file:" + more);
		}
		else {
			check.environment().put(name, "file:" + more);
		}
		assertThat(new String(check.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
			.contains("nowhere: no such folder", "newsbox.intake.exchagne is no setting");
	}

	@Test
	void passesOverAnArchiveOfAnotherJavaInSilence() throws Exception {
		try (var files = Files.newDirectoryStream(this.home.resolve("lib"), "newsbox.{aot,jsa}")) {
			for (Path archive : files) {
				Files.delete(archive);
				Files.writeString(archive, "of another Java");
			}
		}
		assertThat(answer("--check")).contains("article-intake");
	}

	@Test
	void makesItsArchiveAnewAndAsLarge() throws Exception {
		Path archive;
		try (var files = Files.newDirectoryStream(this.home.resolve("lib"), "newsbox.{aot,jsa}")) {
			archive = files.iterator().next();
		}
		long size = Files.size(archive);
		run("chmod", "-R", "u+w", this.home.toString());
		Files.writeString(archive, "of another Java");
		run(this.home.resolve("bin/newsbox").toString(), "--archive");
		assertThat(Files.size(archive)).isCloseTo(size, Percentage.withPercentage(10));
	}

	/** What the package prints, called from the folder above it. */
	private String answer(String... arguments) throws Exception {
		List<String> command = asNobody(this.home.resolve("bin/newsbox").toString());
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).directory(this.folder.toFile()).redirectErrorStream(true).start();
		String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(answer).isZero();
		return answer;
	}

	private static List<String> asNobody(String... command) {
		List<String> all = new ArrayList<>();
		if (System.getProperty("user.name").equals("root")) {
			all.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
		}
		all.addAll(List.of(command));
		return all;
	}

	private static void run(String... command) throws IOException, InterruptedException {
		assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).as(String.join(" ", command)).isZero();
	}

}
