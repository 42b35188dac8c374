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

/**
 * Says what the route files make of news items.
 */
final class MapCommand {

	private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

	private final Trial trial;

	private final PrintStream out;

	MapCommand(Trial trial, PrintStream out) {
		this.trial = trial;
		this.out = out;
	}

	int run(List<String> files) {
		if (files.isEmpty()) {
			this.out.println("--map wants files: --map routes/examples/v3-text.json");
			return 1;
		}
		try {
			for (String file : files) {
				List<byte[]> items = items(file);
				for (int i = 0; i < items.size(); i++) {
					if (files.size() > 1 || items.size() > 1) {
						this.out.println("# " + file + ((items.size() > 1) ? ", item " + (i + 1) : ""));
					}
					this.out.println(map(items.get(i)));
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

	private String map(byte[] item) throws IOException {
		Tracer seen = this.trial.send(item);
		Throwable held = seen.held();
		if (held != null) {
			return "held: " + Causes.text(held);
		}
		String parked = seen.database().parked();
		if (parked != null) {
			return "parked: " + parked;
		}
		if (seen.database().stored().get(0) instanceof ObjectNode columns) {
			columns.remove("item");
			return JSON.writeValueAsString(columns);
		}
		return "filtered: " + seen.filtered();
	}

}
