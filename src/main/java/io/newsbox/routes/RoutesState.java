package io.newsbox.routes;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What became of the route files.
 *
 * @param files that run
 * @param lastReloadAt when they came to run
 * @param lastError why the newest edit is refused; null if it is not
 * @param broken whether routes are missing
 */
record RoutesState(List<String> files, @Nullable Instant lastReloadAt, @Nullable String lastError, boolean broken) {

	static final RoutesState NONE = new RoutesState(List.of(), null, null, false);

	RoutesState running(RoutesVersion version, Instant now) {
		return new RoutesState(List.copyOf(version.snapshot().files().keySet()), now, null, false);
	}

	RoutesState good() {
		return new RoutesState(this.files, this.lastReloadAt, null, this.broken);
	}

	RoutesState refused(String error) {
		return new RoutesState(this.files, this.lastReloadAt, error, this.broken);
	}

	RoutesState broken(String error) {
		return new RoutesState(this.files, this.lastReloadAt, error, true);
	}

}
