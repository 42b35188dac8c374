package io.newsbox.routes;

import java.util.List;

import org.springframework.boot.ExitCodeGenerator;

/** newsbox cannot start with these route files. Ends the process with code 1. */
final class BadRoutesException extends RuntimeException implements ExitCodeGenerator {

	/**
	 * @param problems one line each
	 */
	BadRoutesException(List<Problem> problems) {
		super(String.join(System.lineSeparator(), problems.stream().map(Problem::toString).toList()));
	}

	@Override
	public int getExitCode() {
		return 1;
	}

}
