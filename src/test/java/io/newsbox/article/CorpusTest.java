package io.newsbox.article;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends every JSON file of a folder through mapping and storage, one by one, and prints
 * what became of it: {@code mvn test -Dtest=CorpusTest -Dnewsbox.corpus=DIR}. Without a
 * folder it takes our own examples.
 */
@StoreTest
class CorpusTest {

	private static final List<String> OUTCOMES = List.of("stored", "unchanged", "filtered", "parked");

	@Autowired
	private ProducerTemplate routes;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private MeterRegistry meters;

	@Test
	void everyItemOfTheCorpusIsAccountedFor() throws IOException {
		for (Path file : files()) {
			this.database.execute("TRUNCATE article, dead_letter");
			byte[] body = Files.readAllBytes(file);
			List<Double> before = counts();
			Exchange exchange = this.routes.send("direct:article-store", (batch) -> {
				batch.setVariable("origin", "broker");
				batch.getMessage().setBody(List.of(body));
			});
			List<Double> after = counts();
			assertThat(exchange.getException()).as(file.toString()).isNull();
			double accounted = 0;
			StringBuilder line = new StringBuilder("%-90s".formatted(file.getFileName()));
			for (int i = 0; i < OUTCOMES.size(); i++) {
				double count = after.get(i) - before.get(i);
				accounted += count;
				line.append((count > 0) ? " %.0f %s".formatted(count, OUTCOMES.get(i)) : "");
			}
			System.out.println(line + details());
			assertThat(accounted).as("items of %s that are accounted for", file).isEqualTo(items(body));
		}
	}

	private static List<Path> files() throws IOException {
		String corpus = System.getProperty("newsbox.corpus", "");
		try (Stream<Path> files = Files.list(Path.of(corpus.isEmpty() ? "routes/examples" : corpus))) {
			return files
				.filter((file) -> file.toString().endsWith(".json") && !file.toString().endsWith(".expected.json"))
				.sorted()
				.toList();
		}
	}

	/** What cannot be read is one item, a bad one. */
	private static int items(byte[] body) throws IOException {
		try {
			JsonNode json = new ObjectMapper().readTree(body);
			return json.isArray() ? Math.max(json.size(), 1) : 1;
		}
		catch (JsonProcessingException ex) {
			return 1;
		}
	}

	private String details() {
		StringBuilder details = new StringBuilder();
		this.database.queryForList("SELECT DISTINCT reason FROM dead_letter", String.class)
			.forEach((reason) -> details.append(": ").append(reason));
		this.database
			.queryForList("SELECT uri FROM article WHERE headline IS NULL OR COALESCE(body_text, body_html) IS NULL",
					String.class)
			.forEach((uri) -> details.append(" (no headline or no body: ").append(uri).append(')'));
		return details.toString();
	}

	private List<Double> counts() {
		return OUTCOMES.stream()
			.map((outcome) -> this.meters.counter("newsbox.items", "origin", "broker", "outcome", outcome).count())
			.toList();
	}

}
