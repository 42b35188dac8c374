package io.newsbox.routes;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the route files, in place of a stack trace. */
final class BadRoutesAnalyzer extends AbstractFailureAnalyzer<BadRoutesException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, BadRoutesException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Correct the route files; --check tells whether that worked, without starting newsbox.", cause);
	}

}
