package io.newsbox.routes;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import org.apache.camel.Expression;

/**
 * Writes the expected rows of the examples as the mapping makes them now, where they
 * differ. Whether they are right a person says, who looks at the changes.
 */
final class ExpectCommand {

	/** As people write it. */
	private static final ObjectWriter JSON = new ObjectMapper()
		.writer(new DefaultPrettyPrinter(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
			.withObjectIndenter(new DefaultIndenter("  ", "\n")));

	private final Path folder;

	private final Scratch scratch;

	private final PrintStream out;

	ExpectCommand(Scratch scratch, PrintStream out) {
		this.folder = scratch.folder().examples();
		this.scratch = scratch;
		this.out = out;
	}

	int run() {
		try {
			Set<String> names = Examples.names(this.folder);
			Expression mapping = this.scratch.camel()
				.resolveLanguage("jq")
				.createExpression(this.scratch.snapshot().required(Examples.MAPPING));
			int written = 0;
			for (String name : names) {
				written += write(name, mapping) ? 1 : 0;
			}
			this.out.println("of " + names.size() + " expected rows " + written
					+ " were written; look at what has changed in them before you keep it");
			return 0;
		}
		catch (IOException ex) {
			this.out.println("cannot be written: " + ex);
			return 1;
		}
	}

	private boolean write(String name, Expression mapping) throws IOException {
		MappedExample row = MappedExample.of(this.folder.resolve(name + Examples.ITEM), mapping, this.scratch.camel());
		if (row.rows().size() != 1) {
			// --check says why
			return false;
		}
		Path file = this.folder.resolve(name + Examples.EXPECTED);
		JsonNode now = row.rows().get(0);
		Optional<JsonNode> before = JsonFile.read(file, new ArrayList<>()).map(JsonFile::json);
		if (before.filter(now::equals).isPresent()) {
			return false;
		}
		Files.writeString(file, JSON.writeValueAsString(now) + "\n");
		this.out.println(this.folder.getFileName() + "/" + file.getFileName());
		return true;
	}

}
