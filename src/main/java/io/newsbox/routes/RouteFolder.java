package io.newsbox.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The routes directory. Read are the files directly in it; links are followed, hidden
 * files and what editors leave behind while they write are not looked at.
 */
final class RouteFolder {

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	/** Most bytes of a file; nobody writes so many routes by hand. */
	static final int LARGEST = 1_000_000;

	private final Path directory;

	private final Strays strays;

	RouteFolder(String directory) {
		this.directory = Path.of(directory).toAbsolutePath().normalize();
		this.strays = new Strays(this.directory);
	}

	Path path() {
		return this.directory;
	}

	Path examples() {
		return this.directory.resolve("examples");
	}

	/**
	 * What changes when a file does, at little cost: its time, size, identity, and
	 * whether it can be read. Examples count: an edit may have been refused for one.
	 * @throws IOException when the directory, or a file of it, cannot be read at this
	 * moment
	 */
	Map<String, List<Object>> stamp() throws IOException {
		Map<String, List<Object>> stamp = stamp(files());
		for (Path other : this.strays.candidates()) {
			stamp.put(other.toString(), List.of(Files.getLastModifiedTime(other, LinkOption.NOFOLLOW_LINKS)));
		}
		stamp.putAll(stampOfExamples());
		return stamp;
	}

	/** What is not read, and may have been meant to be. */
	List<Problem> strays() {
		return this.strays.problems();
	}

	/** A database's dump, say. A route that names it says that it is missing. */
	static boolean isLeftOut(Path file) {
		return !name(file).endsWith(Snapshot.ROUTES) && file.toFile().length() > LARGEST;
	}

	/** The same of the examples alone; empty where they cannot be read. */
	Map<String, List<Object>> stampOfExamples() {
		try {
			return Files.isDirectory(examples()) ? stamp(files(examples(), Examples::isExample)) : Map.of();
		}
		catch (IOException ex) {
			return Map.of();
		}
	}

	private static Map<String, List<Object>> stamp(List<Path> files) throws IOException {
		Map<String, List<Object>> stamp = new TreeMap<>();
		for (Path file : files) {
			BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
			stamp.put(file.toString(),
					List.of(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()), Files.isReadable(file)));
		}
		return stamp;
	}

	/**
	 * The contents. Bytes that are no UTF-8 become U+FFFD, which the check refuses.
	 * @throws IOException when a file cannot be read, or one with routes is too large
	 */
	Snapshot read() throws IOException {
		SortedMap<String, String> texts = new TreeMap<>();
		for (Path file : files()) {
			if (!isLeftOut(file)) {
				texts.put(name(file), unmarked(new String(bytes(file), StandardCharsets.UTF_8)));
			}
		}
		return new Snapshot(texts);
	}

	/** The content of a file, unless that is too large for any use. */
	static byte[] bytes(Path file) throws IOException {
		try (InputStream content = Files.newInputStream(file)) {
			byte[] bytes = content.readNBytes(LARGEST + 1);
			if (bytes.length > LARGEST) {
				throw new FileSystemException(file.toString(), null,
						"larger than 1 MB, which no file of the routes may be");
			}
			return bytes;
		}
	}

	/** Without the byte order mark with which editors on Windows begin a file. */
	static String unmarked(String text) {
		return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
	}

	/** Says why {@link #read} failed, and what to do. */
	Problem unreadable(IOException failure) {
		if (failure instanceof AccessDeniedException denied) {
			boolean folder = denied.getFile().equals(this.directory.toString());
			return new Problem(denied.getFile(), 0, "newsbox may not read it; " + (folder ? "chmod o+rx" : "chmod o+r")
					+ " it, or give it to the user that newsbox runs as");
		}
		if (failure instanceof FileSystemException known && known.getReason() != null) {
			return new Problem(known.getFile(), 0, known.getReason());
		}
		String reason = Files.isDirectory(this.directory) ? "cannot be read: " + failure : "no such folder";
		return new Problem(this.directory.toString(), 0, reason
				+ "; newsbox.routes-directory names the folder of the route files, from where newsbox is started");
	}

	private List<Path> files() throws IOException {
		return files(this.directory, RouteFolder::isRouteFile);
	}

	/** Those files of a directory that are named so. */
	static List<Path> files(Path directory, Predicate<String> named) throws IOException {
		try (Stream<Path> entries = Files.list(directory)) {
			return entries.filter((entry) -> named.test(name(entry)) && Files.isRegularFile(entry)).toList();
		}
		catch (UncheckedIOException ex) {
			// the list is read as it is walked through
			throw ex.getCause();
		}
	}

	static boolean isRouteFile(String name) {
		return !name.startsWith(".")
				&& (name.endsWith(Snapshot.ROUTES) || name.endsWith(".jq") || name.endsWith(".sql"));
	}

	static String name(Path file) {
		return file.getFileName().toString();
	}

}
