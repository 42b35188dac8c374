package io.newsbox.routes;

import java.util.List;

import org.springframework.boot.ExitCodeGenerator;

/** newsbox cannot start with these route files. Ends the process with code 1. */
final class BadRoutesException extends RuntimeException implements ExitCodeGenerator {

	private final transient List<Problem> problems;

	/**
	 * @param problems one line each
	 */
	BadRoutesException(List<Problem> problems) {
		super(String.join(System.lineSeparator(), problems.stream().map(Problem::toString).toList()));
		this.problems = problems;
	}

	List<Problem> problems() {
		return this.problems;
	}

	@Override
	public int getExitCode() {
		return 1;
	}

}
