package io.newsbox.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Route files as they are, and as they are edited. */
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

	/**
	 * Saves files with a change, and deletes what it takes away. Each is there at once,
	 * or one half written might be taken for an edit.
	 */
	static void save(Path folder, Snapshot good, Consumer<SortedMap<String, String>> change) {
		SortedMap<String, String> files = new TreeMap<>(good.files());
		change.accept(files);
		try {
			for (String old : of(new RouteFolder(folder.toString())).files().keySet()) {
				if (!files.containsKey(old)) {
					Files.delete(folder.resolve(old));
				}
			}
			for (String name : files.keySet()) {
				Path written = Files.writeString(folder.resolve(".new"), files.get(name));
				Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
