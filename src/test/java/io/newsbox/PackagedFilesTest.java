package io.newsbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;

/** The files of the package are in step with what they speak of. */
class PackagedFilesTest {

	private static final Path FILES = Path.of("src", "main", "dist");

	@Test
	void theConfigurationFileShowsTheDefaults() throws IOException {
		PropertySource<?> defaults = yaml("src/main/resources/application.yaml").get(0);
		Map<String, String> shown = Pattern.compile("(?m)^# (newsbox\\.\\S+|server.address): (.*)$")
			.matcher(Files.readString(FILES.resolve("etc/newsbox.yaml")))
			.results()
			.collect(Collectors.toMap((setting) -> setting.group(1), PackagedFilesTest::value));
		assertThat(shown).hasSizeGreaterThan(4)
			.allSatisfy((name, value) -> assertThat(defaults.getProperty(name)).as(name).hasToString(value));
	}

	@Test
	void everyRouteFileIsInTheConfigMap() throws IOException {
		String kustomization = Files.readString(FILES.resolve("kustomization.yaml"));
		try (var files = Files.list(Path.of("routes"))) {
			assertThat(files.filter(Files::isRegularFile)).isNotEmpty()
				.allSatisfy((file) -> assertThat(kustomization).contains("- routes/" + file.getFileName() + "\n"));
		}
	}

	@Test
	void theExamplesOfTheConfigMapAreMountedAsSuch() throws IOException {
		List<String> shipped = names(FILES.resolve("kustomization.yaml"), "- routes/examples/(\\S+)");
		assertThat(shipped).contains("v3-text.json", "v3-text.expected.json")
			.allSatisfy((name) -> assertThat(Path.of("routes", "examples", name)).exists());
		assertThat(names(FILES.resolve("kubernetes/newsbox.yaml"), "path: examples/([^}]+)}")).isEqualTo(shipped);
	}

	@Test
	void theScalerScalesTheDeploymentByTheDefaultQueue() throws IOException {
		PropertySource<?> defaults = yaml("src/main/resources/application.yaml").get(0);
		List<PropertySource<?>> scaler = yaml("src/main/dist/kubernetes/scaler.yaml");
		assertThat(scaler.get(0).getProperty("spec.scaleTargetRef.name"))
			.isEqualTo(yaml("src/main/dist/kubernetes/newsbox.yaml").get(0).getProperty("metadata.name"));
		assertThat(scaler.get(0).getProperty("spec.triggers[0].metadata.queueName")).isEqualTo(
				defaults.getProperty("newsbox.intake.exchange") + "." + defaults.getProperty("newsbox.intake.group"));
		assertThat(scaler.get(0).getProperty("spec.triggers[0].authenticationRef.name"))
			.isEqualTo(scaler.get(1).getProperty("metadata.name"));
	}

	private static List<String> names(Path file, String pattern) throws IOException {
		return Pattern.compile(pattern).matcher(Files.readString(file)).results().map((name) -> name.group(1)).toList();
	}

	private static List<PropertySource<?>> yaml(String file) throws IOException {
		return new YamlPropertySourceLoader().load(file, new FileSystemResource(file));
	}

	private static String value(MatchResult setting) {
		return setting.group(2).replace("\"", "");
	}

}
