package io.newsbox.routes;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The outcome of a check.
 *
 * @param problems none, if the files may be used
 * @param definitions what the files hold
 */
record Report(List<Problem> problems, Snapshot snapshot, List<Definition> definitions) {

	RoutesVersion version() {
		return new RoutesVersion(this.snapshot, this.definitions);
	}

	Report with(List<Problem> more) {
		return new Report(Stream.concat(this.problems.stream(), more.stream()).toList(), this.snapshot,
				this.definitions);
	}

	boolean isFine() {
		return this.problems.isEmpty();
	}

	/** One line for each problem; or one for each file, with its routes. */
	List<String> lines() {
		if (!isFine()) {
			return this.problems.stream().map(Problem::toString).toList();
		}
		return this.definitions.stream()
			.map(Definition::file)
			.distinct()
			.map((file) -> file + ": "
					+ this.definitions.stream()
						.filter((definition) -> definition.file().equals(file))
						.map(Definition::id)
						.collect(Collectors.joining(", ")))
			.toList();
	}

}
