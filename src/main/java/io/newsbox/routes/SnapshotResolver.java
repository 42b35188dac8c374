package io.newsbox.routes;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;

import org.apache.camel.impl.engine.DefaultResourceResolvers;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceResolverSupport;
import org.apache.camel.support.ResourceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Resolves {@code file:} for a Camel context: what lies in the routes directory comes
 * from the snapshot that was checked, so that no route ever reads a file that was refused
 * or is half written.
 */
final class SnapshotResolver extends ResourceResolverSupport {

	/** The name under which Camel looks for it in the registry. */
	static final String BEAN = "resource-loader-file";

	private final Path directory;

	private final Supplier<Snapshot> snapshot;

	private final DefaultResourceResolvers.FileResolver elsewhere = new DefaultResourceResolvers.FileResolver();

	SnapshotResolver(Path directory, Supplier<Snapshot> snapshot) {
		super("file");
		this.directory = directory;
		this.snapshot = snapshot;
	}

	@Override
	protected Resource createResource(String location, String remaining) {
		String name = name(this.directory, remaining);
		return (name != null) ? new RouteFile(location, this.snapshot.get().text(name))
				: this.elsewhere.resolve(location);
	}

	/** The name of a file of the routes directory; null if it lies elsewhere. */
	static @Nullable String name(Path directory, String path) {
		Path file = Path.of(path).toAbsolutePath().normalize();
		return file.startsWith(directory) ? directory.relativize(file).toString() : null;
	}

	private static final class RouteFile extends ResourceSupport {

		private final @Nullable String text;

		RouteFile(String location, @Nullable String text) {
			super("file", location);
			this.text = text;
		}

		@Override
		public boolean exists() {
			return this.text != null;
		}

		@Override
		public InputStream getInputStream() throws FileNotFoundException {
			if (this.text == null) {
				throw new FileNotFoundException(getLocation());
			}
			return new ByteArrayInputStream(this.text.getBytes(StandardCharsets.UTF_8));
		}

	}

}
