package io.newsbox.routes;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.newsbox.kit.Lapse;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every way to write files is seen, and no half of one.
 */
class RouteWatchTest {

	private static final String FILE = "a.camel.yaml";

	@TempDir
	private Path temporary;

	private Path folder;

	private RouteWatch watch;

	private final List<Snapshot> seen = new CopyOnWriteArrayList<>();

	@BeforeEach
	void startToWatch() throws IOException {
		this.folder = this.temporary.resolve("routes");
		Files.createDirectory(this.folder);
		Files.writeString(this.folder.resolve(FILE), "one");
	}

	@AfterEach
	void close() {
		this.watch.close();
	}

	@Test
	void aFileThatIsWrittenInPlace() throws IOException {
		watch();
		Files.writeString(this.folder.resolve(FILE), "two");
		awaitText("two");
	}

	@Test
	void aFileThatIsRenamedIntoPlaceWithTheSizeAndTimeOfTheOld() throws IOException {
		watch();
		FileTime time = Files.getLastModifiedTime(this.folder.resolve(FILE));
		Path other = this.folder.resolve(".a.camel.yaml.swp");
		Files.writeString(other, "two");
		Files.setLastModifiedTime(other, time);
		Files.move(other, this.folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
		awaitText("two");
	}

	@Test
	void aFileThatIsWrittenSlowlyIsSeenWhole() throws IOException {
		watch();
		int before = this.seen.size();
		int breaths = 0;
		try (FileChannel file = FileChannel.open(this.folder.resolve(FILE), StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING)) {
			for (int i = 0; i < 40; i++) {
				long last = System.nanoTime();
				Lapse.of(Duration.ofMillis(100));
				file.write(java.nio.ByteBuffer.wrap(new byte[] { 'x' }));
				breaths += (System.nanoTime() - last > TimeUnit.MILLISECONDS.toNanos(400)) ? 1 : 0;
			}
		}
		awaitText("x".repeat(40));
		// a breath that a slow machine takes looks like the end
		assertThat(this.seen.size() - before).isLessThanOrEqualTo(3 + breaths);
	}

	@Test
	void aFolderThatIsLinkedAsKubernetesDoes() throws IOException {
		Files.delete(this.folder.resolve(FILE));
		publish("..2026_01", "one");
		Files.createSymbolicLink(this.folder.resolve("..data"), Path.of("..2026_01"));
		Files.createSymbolicLink(this.folder.resolve(FILE), Path.of("..data", FILE));
		watch();
		awaitText("one");
		publish("..2026_02", "two");
		Files.createSymbolicLink(this.folder.resolve("..data_tmp"), Path.of("..2026_02"));
		Files.move(this.folder.resolve("..data_tmp"), this.folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
		awaitText("two");
		assertThat(this.seen.get(this.seen.size() - 1).files()).containsOnlyKeys(FILE);
	}

	@Test
	void filesThatComeAndGo() throws IOException {
		watch();
		Files.writeString(this.folder.resolve("b.jq"), "b");
		patience("the new file").until(() -> last().files().containsKey("b.jq"));
		Files.delete(this.folder.resolve(FILE));
		patience("the old file to go").until(() -> !last().files().containsKey(FILE));
	}

	@Test
	void aFolderThatIsReplacedByAnother() throws IOException {
		watch();
		Path other = Files.createDirectory(this.temporary.resolve("other"));
		Files.writeString(other.resolve(FILE), "two");
		Files.move(this.folder, this.temporary.resolve("old"));
		Files.move(other, this.folder);
		awaitText("two");
	}

	@Test
	void theFilesAreLookedAtAlsoAfterAnEditThatNobodyThoughtOf() throws IOException {
		watch((files) -> {
			if (files.files().containsValue("bad")) {
				throw new StackOverflowError();
			}
		});
		Files.writeString(this.folder.resolve(FILE), "bad");
		awaitText("bad");
		Files.writeString(this.folder.resolve(FILE), "good");
		awaitText("good");
	}

	@Test
	void anExampleThatIsCorrected() throws IOException {
		Path example = Files.createDirectory(this.folder.resolve("examples")).resolve("a.json");
		Files.writeString(example, "one");
		watch();
		int before = this.seen.size();
		Files.writeString(example, "two");
		patience("a look").until(() -> this.seen.size() > before);
	}

	private void watch() {
		watch((files) -> {
		});
	}

	private void watch(Consumer<Snapshot> edited) {
		RouteFolder routes = new RouteFolder(this.folder.toString());
		this.watch = new RouteWatch(routes, () -> {
			this.seen.add(Snapshots.of(routes));
			edited.accept(last());
		});
		this.watch.start();
		patience("the first look").until(() -> !this.seen.isEmpty());
	}

	private void publish(String version, String text) throws IOException {
		Path directory = Files.createDirectory(this.folder.resolve(version));
		Files.writeString(directory.resolve(FILE), text);
	}

	private void awaitText(String text) {
		patience(text).until(() -> text.equals(last().text(FILE)));
	}

	private Snapshot last() {
		return this.seen.get(this.seen.size() - 1);
	}

	private static ConditionFactory patience(String what) {
		return await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
	}

}
