package io.newsbox.routes;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The outcome of a check.
 *
 * @param problems none, if the files may be used
 * @param definitions what the files hold
 * @param tally of the examples
 */
record Report(List<Problem> problems, Snapshot snapshot, List<Definition> definitions, Tally tally) {

	static final Report NONE = new Report(List.of(), Snapshot.NONE, List.of(), Tally.NONE);

	RoutesVersion version() {
		return new RoutesVersion(this.snapshot, this.definitions);
	}

	Report with(List<Problem> more) {
		return new Report(Stream.concat(this.problems.stream(), more.stream()).toList(), this.snapshot,
				this.definitions, this.tally);
	}

	boolean isFine() {
		return this.problems.isEmpty();
	}

	/**
	 * One line for each problem; or one for each file, with its routes, and the last ones
	 * for the examples.
	 */
	List<String> lines() {
		if (!isFine()) {
			return this.problems.stream().map(Problem::toString).toList();
		}
		Stream<String> files = this.definitions.stream()
			.map(Definition::file)
			.distinct()
			.map((file) -> file + ": "
					+ this.definitions.stream()
						.filter((definition) -> definition.file().equals(file))
						.map(Definition::id)
						.collect(Collectors.joining(", ")));
		Stream<String> examples = Stream.concat(Stream.of(this.tally.words(Tally.NONE)),
				this.tally.notes().stream().map(Problem::toString));
		return Stream.concat(files, examples).toList();
	}

}
