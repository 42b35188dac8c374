package io.newsbox.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
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
		assertThat(this.folder.read().notText()).extracting(Problem::toString)
			.containsExactly("article.jq:2: not UTF-8; save it in that encoding");
	}

	@Test
	void aCharacterThatNoTextHasIsFoundWithTheLine() throws IOException {
		Files.writeString(this.mapping, "# one\n.\n\0");
		assertThat(this.folder.read().notText()).extracting(Problem::toString)
			.containsExactly("article.jq:3: a NUL character; write the file anew");
	}

	@Test
	void routesThatAreTooLargeAreNamedAndDoNotFillTheMemory() throws IOException {
		Path routes = this.directory.resolve("a.camel.yaml");
		Files.writeString(routes, "#".repeat(RouteFolder.LARGEST));
		assertThat(this.folder.read().required("a.camel.yaml")).hasSize(1_000_000);
		Files.writeString(routes, "#".repeat(RouteFolder.LARGEST + 1));
		assertThatIOException().isThrownBy(this.folder::read)
			.satisfies((ex) -> assertThat(this.folder.unreadable(ex))
				.hasToString(routes + ": larger than 1 MB, which no file of the routes may be"));
	}

	@Test
	void aDumpOfADatabaseIsNotTakenForAStatement() throws IOException {
		Files.writeString(this.directory.resolve("backup.sql"), "-".repeat(RouteFolder.LARGEST + 1));
		assertThat(this.folder.read().files()).containsOnlyKeys("article.jq");
		assertThat(this.folder.strays()).extracting(Problem::toString)
			.containsExactly("backup.sql: is not read: it is larger than 1 MB");
	}

	@Test
	void whatIsNamedLikeARouteFileAndIsNotReadIsFound() throws IOException {
		var before = this.folder.stamp();
		for (String name : List.of("a.yaml", "b.camel.yml", ".c.yaml", "d.yaml~", "e.yaml.old")) {
			Files.writeString(this.directory.resolve(name), "# for the night\n- route:\n    id: night\n");
		}
		Files.writeString(this.directory.resolve("newsbox.yaml"), "newsbox:\n  routes-directory: routes\n");
		Files.createDirectory(this.directory.resolve("f.yaml"));
		Files.createSymbolicLink(this.directory.resolve("g.sql"), Path.of("nowhere"));
		assertThat(this.folder.strays()).extracting(Problem::toString)
			.containsExactly("a.yaml: is not read: end its name with .camel.yaml, or put it elsewhere",
					"b.camel.yml: is not read: end its name with .camel.yaml, or put it elsewhere",
					"g.sql: is not read: it is a link to what is not there");
		assertThat(this.folder.stamp()).isNotEqualTo(before);
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
