package io.newsbox.routes;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * Says what the route files make of news items, by sending them through the routes
 * themselves. In place of the database is a stand-in.
 */
final class MapCommand {

	private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

	private final CamelContext camel;

	private final Routes routes;

	private final PrintStream out;

	private final Tracer tracer = new Tracer();

	MapCommand(CamelContext camel, Routes routes, PrintStream out) {
		this.camel = camel;
		this.routes = routes;
		this.out = out;
	}

	int run(RoutesVersion version, List<String> files) throws Exception {
		if (files.isEmpty()) {
			this.out.println("--map wants files: --map routes/examples/v3-text.json");
			return 1;
		}
		this.camel.getCamelContextExtension().addInterceptStrategy(this.tracer);
		this.camel.getCamelContextExtension().registerEndpointCallback(this.tracer::replaceDatabase);
		this.routes.runCalled(version);
		try (ProducerTemplate producer = this.camel.createProducerTemplate()) {
			for (String file : files) {
				List<byte[]> items = items(file);
				for (int i = 0; i < items.size(); i++) {
					if (files.size() > 1 || items.size() > 1) {
						this.out.println("# " + file + ((items.size() > 1) ? ", item " + (i + 1) : ""));
					}
					this.out.println(map(items.get(i), producer));
				}
			}
		}
		catch (IOException ex) {
			this.out.println("cannot be read: " + ex);
			return 1;
		}
		return 0;
	}

	/** The elements of an array, each alone; anything else as it is. */
	private static List<byte[]> items(String file) throws IOException {
		byte[] content = Files.readAllBytes(Path.of(file));
		try {
			JsonNode json = JSON.readTree(content);
			if (json.isArray() && !json.isEmpty()) {
				List<byte[]> items = new ArrayList<>();
				json.forEach((item) -> items.add(item.toString().getBytes(StandardCharsets.UTF_8)));
				return items;
			}
		}
		catch (JsonProcessingException ex) {
			// newsbox parks it, and says why
		}
		return List.of(content);
	}

	private String map(byte[] item, ProducerTemplate producer) throws IOException {
		this.tracer.clear();
		Exchange sent = producer.send("direct:article-store", (exchange) -> {
			exchange.setVariable("origin", "broker");
			exchange.getMessage().setBody(List.of(item));
		});
		if (sent.getException() != null) {
			return "held: " + Causes.text(sent.getException());
		}
		String parked = this.tracer.parked();
		if (parked != null) {
			return "parked: " + parked;
		}
		JsonNode row = this.tracer.stored();
		if (row instanceof ObjectNode columns) {
			columns.remove("item");
			return JSON.writeValueAsString(columns);
		}
		return "filtered: " + this.tracer.filtered();
	}

}
