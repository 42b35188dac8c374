package io.newsbox.routes;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said of the route files and of their edits. */
final class RoutesLog {

	private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

	private List<Problem> warnings = List.of();

	/** Each is said once, as long as it is there. */
	void warn(List<Problem> now) {
		now.stream()
			.filter((problem) -> !this.warnings.contains(problem))
			.forEach((problem) -> LOG.warn("{}", problem));
		this.warnings = now;
	}

	/**
	 * Says that an edit has taken effect.
	 * @param files that have changed
	 * @param routes which were exchanged, added or taken away
	 * @param examples what the routes now make of them
	 */
	String reloaded(List<String> files, String routes, Duration within, String examples) {
		String said = "Reloaded %s: %s, in %d ms; %s".formatted(
				files.isEmpty() ? "the route files" : String.join(", ", files), routes, within.toMillis(), examples);
		LOG.info("{}", said);
		return said;
	}

	/**
	 * Says that an edit is refused.
	 * @param files that have changed; none where they cannot be read
	 * @return the problems
	 */
	String refused(List<String> files, List<Problem> problems) {
		String error = problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator()));
		LOG.warn("An edit of the route files is refused, what runs keeps running{}:{}{}",
				files.isEmpty() ? "" : ". Changed are " + String.join(", ", files), System.lineSeparator(), error);
		return error;
	}

}
