package io.newsbox.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

class RouteFolderTest {

	@TempDir
	private Path directory;

	private RouteFolder folder;

	private Path mapping;

	@BeforeEach
	void write() throws IOException {
		this.folder = new RouteFolder(this.directory.toString());
		this.mapping = this.directory.resolve("article.jq");
		Files.writeString(this.mapping, "# one\n.");
	}

	@Test
	void theMarkWithWhichEditorsOnWindowsBeginAFileIsNoPartOfIt() throws IOException {
		Files.writeString(this.mapping, "\uFEFF.");
		assertThat(this.folder.read().required("article.jq")).isEqualTo(".");
	}

	@Test
	void aFileInAnotherEncodingIsFoundWithTheLine() throws IOException {
		Files.write(this.mapping, "# one\n# \u00e9t\u00e9\n.".getBytes(StandardCharsets.ISO_8859_1));
		assertThat(this.folder.read().notUtf8()).extracting(Problem::toString)
			.containsExactly("article.jq:2: not UTF-8; save it in that encoding");
	}

	@Test
	void aFileThatBecomesReadableHasChanged() throws IOException {
		Files.setPosixFilePermissions(this.mapping, PosixFilePermissions.fromString("---------"));
		assumeThat(Files.isReadable(this.mapping)).as("root reads everything").isFalse();
		var before = this.folder.stamp();
		Files.setPosixFilePermissions(this.mapping, PosixFilePermissions.fromString("r--------"));
		assertThat(this.folder.stamp()).isNotEqualTo(before);
	}

	@Test
	void aFileThatNewsboxMayNotReadIsNamedWithWhatToDo() {
		assertThat(this.folder.unreadable(new AccessDeniedException(this.mapping.toString())).toString())
			.startsWith(this.mapping + ": newsbox may not read it; chmod o+r ");
		assertThat(this.folder.unreadable(new AccessDeniedException(this.directory.toString())).toString())
			.startsWith(this.directory + ": newsbox may not read it; chmod o+rx ");
	}

}
