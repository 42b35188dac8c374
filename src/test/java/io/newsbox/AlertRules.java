package io.newsbox;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.Yaml;

/** The file of alert rules. */
final class AlertRules {

	private AlertRules() {
	}

	@SuppressWarnings("unchecked")
	static List<Rule> read() throws IOException {
		try (Reader file = Files.newBufferedReader(Path.of("src/main/operations/prometheus-alerts.yaml"))) {
			Map<String, List<Map<String, List<Map<String, String>>>>> root = new Yaml().load(file);
			return root.get("groups")
				.stream()
				.flatMap((group) -> group.get("rules").stream())
				.map((rule) -> new Rule(rule.get("alert"), rule.get("expr")))
				.toList();
		}
	}

	/**
	 * One alert.
	 *
	 * @param expression in PromQL
	 */
	record Rule(String name, String expression) {
	}

}
