package io.newsbox;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

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

		private static final Pattern COMPARISON = Pattern
			.compile("(?:max by \\(job\\) \\((\\w+)\\)|(\\w+)) (==|>) (\\d+)");

		/**
		 * Whether it only compares a metric with a number, which of one instance is the
		 * same with max.
		 */
		boolean isComparison() {
			return COMPARISON.matcher(this.expression).matches();
		}

		/**
		 * Whether it holds.
		 * @param metrics value by name
		 */
		boolean holds(ToDoubleFunction<String> metrics) {
			Matcher comparison = COMPARISON.matcher(this.expression);
			assertThat(comparison.matches()).as("%s is a comparison", this.expression).isTrue();
			String name = (comparison.group(1) != null) ? comparison.group(1) : comparison.group(2);
			double value = metrics.applyAsDouble(name);
			double bound = Double.parseDouble(comparison.group(4));
			return comparison.group(3).equals(">") ? value > bound : value == bound;
		}

	}

}
