package io.newsbox.routes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.jspecify.annotations.Nullable;

/**
 * What the mapping makes of the item of an example.
 *
 * @param rows none where it fails, or there is no item
 * @param failure why it fails; null if it does not
 * @param unreadable why there is no item; null if there is one
 */
record MappedExample(List<JsonNode> rows, @Nullable String failure, @Nullable Problem unreadable) {

	static MappedExample of(Path item, JsonQuery mapping, Scope builtins) {
		List<Problem> problems = new ArrayList<>();
		Optional<JsonFile> file = JsonFile.read(item, problems);
		return file.isPresent() ? of(file.get().json(), mapping, builtins)
				: new MappedExample(List.of(), null, problems.get(0));
	}

	private static MappedExample of(JsonNode item, JsonQuery mapping, Scope builtins) {
		List<JsonNode> rows = new ArrayList<>();
		try {
			mapping.apply(Scope.newChildScope(builtins), item, rows::add);
			return new MappedExample(rows, null, null);
		}
		catch (JsonQueryException ex) {
			return failed(String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException ex) {
			// a fault of jackson-jq
			return failed(Causes.text(ex));
		}
		catch (StackOverflowError ex) {
			return failed("a function calls itself for ever");
		}
	}

	private static MappedExample failed(String why) {
		return new MappedExample(List.of(), why, null);
	}

}
