package io.newsbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;

/** The page for who comes from a Spring Cloud Stream consumer. */
final class UpgradePage {

	private UpgradePage() {
	}

	static String text() throws IOException {
		return Files.readString(Path.of("src", "site", "upgrade-from-spring-cloud-stream.md"));
	}

	/** What stands under a heading, up to the next one of its level or a higher one. */
	static String section(String heading) throws IOException {
		String text = text();
		int start = text.indexOf("\n" + heading + "\n") + heading.length() + 2;
		Matcher next = Pattern.compile("^#{1," + heading.indexOf(' ') + "} ", Pattern.MULTILINE).matcher(text);
		return text.substring(start, next.find(start) ? next.start() : text.length());
	}

	static List<Example> examples() throws IOException {
		return Stream.of(section("## Examples").split("(?m)^### ")).skip(1).map(UpgradePage::example).toList();
	}

	/** The lines of a section's block of one language. */
	static Optional<String> block(String language, String section) {
		Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(section);
		return block.find() ? Optional.of(block.group(1)) : Optional.empty();
	}

	private static Example example(String section) {
		String title = section.lines().findFirst().orElseThrow();
		YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
		yaml.setResources(new ByteArrayResource(block("yaml", section).orElseThrow().getBytes(StandardCharsets.UTF_8)));
		List<Cookbook.Change> changes = block("diff", section)
			.map((lines) -> new Cookbook.Change(title, "article-intake.camel.yaml", lines))
			.stream()
			.toList();
		return new Example(title, new BinderConsumer(yaml.getObject()), block("properties", section).orElseThrow(),
				changes);
	}

	/**
	 * Old settings and new ones.
	 *
	 * @param changes of the route files
	 */
	record Example(String title, BinderConsumer old, String settings, List<Cookbook.Change> changes) {

		@Override
		public String toString() {
			return this.title;
		}

	}

}
