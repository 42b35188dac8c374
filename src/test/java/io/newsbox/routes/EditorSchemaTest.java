package io.newsbox.routes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an editor shows that follows the first line of a route file to Camel's schema.
 */
class EditorSchemaTest {

	private static final Path ROUTES = Path.of("routes");

	private static final String LINE = "# yaml-language-server: $schema=https://raw.githubusercontent.com/apache/camel/"
			+ "camel-%s/dsl/camel-yaml-dsl/camel-yaml-dsl/src/generated/resources/schema/camelYamlDsl.json\n";

	private final JsonSchema schema = schema();

	@Test
	void everyFileNamesTheSchemaOfThisVersionOfCamel() throws IOException {
		String line = LINE.formatted(CamelContext.class.getPackage().getImplementationVersion());
		for (String file : files()) {
			assertThat(read(file)).as(file).startsWith(line);
		}
	}

	@Test
	void nothingIsUnderlinedInOurFiles() throws IOException {
		for (String file : files()) {
			assertThat(underlined(read(file))).as(file).isEmpty();
		}
	}

	@Test
	void anUnknownKeyIsUnderlined() throws IOException {
		String file = read("article-store.camel.yaml").replace("backOffMultiplier", "backoffMultiplier");
		assertThat(underlined(file)).anyMatch((message) -> message.contains("backoffMultiplier"));
	}

	private Set<String> underlined(String file) throws IOException {
		return this.schema.validate(new YAMLMapper().readTree(file))
			.stream()
			.map(ValidationMessage::getMessage)
			.collect(Collectors.toSet());
	}

	/** Those of the recipes, too, which are copied over the others. */
	private static List<String> files() throws IOException {
		try (Stream<Path> files = Files.walk(ROUTES)) {
			return files.map((file) -> ROUTES.relativize(file).toString())
				.filter((file) -> file.endsWith(Snapshot.ROUTES))
				.toList();
		}
	}

	private static String read(String file) throws IOException {
		return Files.readString(ROUTES.resolve(file));
	}

	private static JsonSchema schema() {
		try (InputStream schema = new ClassPathResource("schema/camelYamlDsl.json").getInputStream()) {
			return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
				.getSchema(new ObjectMapper().readTree(schema));
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
