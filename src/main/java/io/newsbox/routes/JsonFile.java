package io.newsbox.routes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A file of an example.
 *
 * @param name from the routes directory on
 */
record JsonFile(String name, String text, JsonNode json) {

	private static final ObjectMapper JSON = new ObjectMapper();

	/** Reads a file; empty, with a problem, where it holds no JSON. */
	static Optional<JsonFile> read(Path path, List<Problem> problems) {
		String name = path.getName(path.getNameCount() - 2) + "/" + path.getFileName();
		try {
			String text = RouteFolder.unmarked(
					StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(RouteFolder.bytes(path))).toString());
			JsonNode json = JSON.readTree(text);
			if (!json.isMissingNode()) {
				return Optional.of(new JsonFile(name, text, json));
			}
			problems.add(new Problem(name, 0, "bad JSON: the file is empty"));
		}
		catch (JsonProcessingException ex) {
			int line = (ex.getLocation() != null) ? ex.getLocation().getLineNr() : 0;
			problems.add(new Problem(name, line, "bad JSON: " + ex.getOriginalMessage()));
		}
		catch (CharacterCodingException ex) {
			problems.add(new Problem(name, 0, Snapshot.NOT_UTF_8));
		}
		catch (FileSystemException ex) {
			problems.add(new Problem(name, 0, Objects.requireNonNullElse(ex.getReason(), "cannot be read: " + ex)));
		}
		catch (IOException ex) {
			problems.add(new Problem(name, 0, "cannot be read: " + ex));
		}
		return Optional.empty();
	}

	/** The line of a field. */
	int lineOf(String field) {
		return Definition.lineOf(this.text, Math.max(this.text.indexOf('"' + field + '"'), 0));
	}

}
