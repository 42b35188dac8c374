package io.newsbox.routes;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** The problems found so far. */
final class Findings {

	private final SortedSet<Problem> problems = new TreeSet<>();

	void add(Problem problem) {
		this.problems.add(problem);
	}

	void add(Place place, String text) {
		add(new Problem(place.file(), place.line(), text));
	}

	void addAll(Collection<Problem> others) {
		this.problems.addAll(others);
	}

	/** Whether something is wrong between two lines of a file. */
	boolean isAny(String file, int firstLine, int lastLine) {
		return this.problems.stream()
			.anyMatch((problem) -> problem.file().equals(file) && problem.line() >= firstLine
					&& problem.line() <= lastLine);
	}

	SortedSet<Problem> problems() {
		return this.problems;
	}

}
