package io.newsbox.routes;

/** Neither the new route files nor those before them could be made to run. */
final class NothingRunsException extends Exception {

	NothingRunsException(Exception cause) {
		super(cause);
	}

}
