package io.newsbox.routes;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Files as they are now. */
final class Snapshots {

	private Snapshots() {
	}

	static Snapshot of(RouteFolder folder) {
		try {
			return folder.read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
