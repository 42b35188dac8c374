package io.newsbox.routes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.newsbox.kit.NewsboxProcess;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.RouteFiles;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The commands of newsbox.jar, and a start with bad files, as a person sees them.
 */
@UsePostgres
class CommandIT {

	private final Path folder = RouteFiles.copy("article-intake", "article-store", "article-fallback", "dead-letter");

	private final Postgres.Database database;

	CommandIT(Postgres postgres) {
		this.database = postgres.newDatabase();
	}

	@Test
	void checkPrintsFilesAndRoutesAndLeavesTheDatabaseAlone() throws Exception {
		Ended check = run(List.of(NewsboxProcess.JAVA, "-jar", System.getProperty("newsbox.jar", "target/newsbox.jar")),
				"--check");
		assertThat(check.output.lines()).containsExactly(
				"article-fallback.camel.yaml: article-fallback, article-poll, leave-api-alone",
				"article-intake.camel.yaml: article-intake",
				"article-store.camel.yaml: article-store, article-upsert, hold-in-outage",
				"dead-letter.camel.yaml: dead-letter, dead-letter-replay, dead-letter-retry, hold-what-cannot-be-parked",
				"of 48 examples 42 would be stored");
		assertThat(check.code).isZero();
		assertThat(new JdbcTemplate(this.database.dataSource())
			.queryForObject("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", Long.class)).isZero();
	}

	@Test
	void checkAndStartSayTheSameOfBadFiles() throws Exception {
		edit("article-store.camel.yaml", "useHeadersAsParameters", "useHeaderAsParameters");
		edit("article-store.camel.yaml", "method: read", "method: reed");
		String[] lines = { "article-store.camel.yaml:17: unknown method 'reed' of bean articles: did you mean read?",
				"article-store.camel.yaml:71: unknown option 'useHeaderAsParameters' of jdbc: did you mean useHeadersAsParameters?" };
		Ended check = run("--check");
		assertThat(check.output.lines()).containsExactly(lines);
		assertThat(check.code).isOne();
		Ended start = run("--server.port=0", "--spring.rabbitmq.port=1");
		assertThat(start.output.lines()).contains(lines).noneMatch((line) -> line.startsWith("\tat "));
		assertThat(start.code).isOne();
		System.out.printf("A bad file ended the process after %.1f s%n", start.seconds);
	}

	@Test
	void checkNamesTheSettingThatCannotBeRead() throws Exception {
		Ended check = run("--check", "--newsbox.fallback.poll-interval=5x");
		assertThat(check.output).startsWith("newsbox.fallback.poll-interval: ").contains("Unknown unit");
		assertThat(check.code).isOne();
	}

	@Test
	void checkAndStartNameSettingsThatDoNotExist() throws Exception {
		Path file = this.folder.resolve("newsbox.yaml");
		Files.writeString(file, """
				newsbox:
				  intake.exchagne: news
				""");
		String line = file + ":2: newsbox.intake.exchagne is no setting: did you mean newsbox.intake.exchange?";
		Ended check = run("--check", "--spring.config.additional-location=file:" + file);
		assertThat(check.output.lines()).containsExactly(line);
		assertThat(check.code).isOne();
		edit("article-store.camel.yaml", "method: read", "method: reed");
		assertThat(run("--server.port=0", "--spring.config.additional-location=file:" + file).output).contains(" WARN ")
			.contains(line);
		assertThat(run("--check", "--newsbox.route-directory=there", "--newsbox.routes-directory=nowhere").output)
			.contains("did you mean newsbox.routes-directory?", "nowhere: no such folder");
	}

	@Test
	void aConsoleThatCannotOpenEndsTheStart() throws Exception {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Ended second = run("--server.port=" + other.getLocalPort());
			assertEnds(second, other.getLocalPort() + " was already in use");
			assertThat(second.output).doesNotContain("\tat ", "(newsbox) is starting");
		}
		assertEnds(run("--server.port=abc"), "server.port");
		assertEnds(run("--server.port=0", "--spring.rabbitmq.port=1", "--server.ssl.bundle=nosuch"),
				"SSL bundle name 'nosuch' cannot be found");
	}

	@Test
	void anOptionThatDoesNotExistEndsItWithThoseThatDo() throws Exception {
		Ended mistyped = run("--chek", "--check=sqll", "check");
		assertThat(mistyped.output.lines()).containsExactly("--chek is no option: did you mean --check?",
				"--check=sqll is no option: did you mean --check=sql?", "check is no option",
				"Options: --SETTING=VALUE…, and --check, --check=sql, --map FILE… or --expect; else newsbox runs");
		assertThat(mistyped.code).isOne();
		Ended dashes = run("--map", "--", "-odd.json");
		assertThat(dashes.output).contains("-- is no option: write ./-FILE");
		assertThat(dashes.code).isOne();
		Ended help = run("--help");
		assertThat(help.output).startsWith("Options: ");
		assertThat(help.code).isZero();
	}

	@Test
	void aDatabaseThatCannotBeReachedIsNotTheStatementsFault() throws Exception {
		Ended check = run("--check=sql", "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none");
		assertThat(check.output.lines()).singleElement()
			.asString()
			.startsWith("spring.datasource.url: the database, which is to look at the statements, does not: ")
			.contains("refused");
		assertThat(check.code).isOne();
	}

	@Test
	void theDatabaseLooksAtTheStatementsWhenAsked() throws Exception {
		Ended without = run("--check=sql");
		assertThat(without.output).contains("article-upsert.sql:29: the database refuses it:")
			.contains("relation \"article\" does not exist. newsbox makes its tables at its first start");
		assertThat(without.code).isOne();
		JdbcTemplate news = new JdbcTemplate(this.database.dataSource());
		for (String migration : List.of("V1__articles_and_dead_letters", "V2__feed_cursor")) {
			news.execute(Files.readString(Path.of("src/main/resources/db/migration", migration + ".sql")));
		}
		assertThat(run("--check=sql").code).isZero();
	}

	@Test
	void mapTellsWhatTheFilesMakeOfAnItem() throws Exception {
		// that is a matter for --check
		edit("examples/v1-text.expected.json", "\"usable\"", "\"canceled\"");
		Path items = this.folder.resolve("items.json");
		Files.writeString(items, "[" + example("v1-picture") + "," + example("uri-absent") + ","
				+ example("v3-text-korean") + "," + example("v1-picture") + "]");
		Ended map = run("--map", items.toString());
		assertThat(map.output)
			.contains(", item 1\nfiltered: by step 'filter' (article-store.camel.yaml:52) for its"
					+ " pub_status \"usable\", representation null, type \"picture\"\n")
			.contains(", item 2\nparked: No uri: an item without a uri has no identity\n")
			.containsPattern("item 3\\n\\{\\n {2}\"uri\" : ")
			.containsPattern("\\p{IsHangul}")
			.contains(", item 4\nfiltered: by step 'filter'")
			.doesNotContain("\"item\" :");
		assertThat(map.code).isZero();
	}

	@Test
	void mapTellsWhyAnItemWouldBeHeld() throws Exception {
		Path file = this.folder.resolve("article-store.camel.yaml");
		String files = Files.readString(file);
		Files.writeString(file, files.replaceFirst("(?s) {8}- transform:\n {12}id: map\n.*?(?= {8}- bean)", ""));
		Ended map = run("--map", "routes/examples/v3-text.json");
		assertThat(map.output.lines()).singleElement()
			.asString()
			.startsWith("article-store.camel.yaml:18: step 'store' fails on examples/empty-texts.json: ");
		assertThat(map.code).isOne();
		FileSystemUtils.deleteRecursively(this.folder.resolve("examples"));
		assertThat(run("--map", "routes/examples/v3-text.json").output).startsWith("held: ")
			.contains("Rows")
			.hasLineCount(1);
	}

	@Test
	void expectWritesTheRowsThatDifferAndNoOthers() throws Exception {
		Map<Path, String> before = examples();
		edit("article.jq", "urgency: (.urgency | urgency),", "urgency: (.urgency | urgency), slug: .slugline,");
		edit("examples/v1-text.expected.json", "\"usable\"", "\"canceled\"");
		Files.delete(this.folder.resolve("examples/v3-text.expected.json"));
		Ended expect = run("--expect");
		assertThat(expect.output.lines()).contains("examples/v1-text.expected.json", "examples/v3-text.expected.json")
			.last()
			.isEqualTo("of 48 expected rows 48 were written; look at what has changed in them before you keep it");
		assertThat(expect.code).isZero();
		assertThat(run("--check").code).isZero();
		edit("article.jq", " slug: .slugline,", "");
		assertThat(run("--expect").output).contains("of 48 expected rows 48 were written");
		assertThat(examples()).isEqualTo(before);
		assertThat(run("--expect").output.lines()).singleElement().asString().startsWith("of 48 expected rows 0 were");
	}

	private Map<Path, String> examples() throws IOException {
		Map<Path, String> texts = new TreeMap<>();
		try (var files = Files.newDirectoryStream(this.folder.resolve("examples"))) {
			for (Path file : files) {
				texts.put(file, Files.readString(file));
			}
		}
		return texts;
	}

	private static String example(String name) throws IOException {
		return Files.readString(Path.of("routes", "examples", name + ".json"));
	}

	private void edit(String file, String text, String by) throws IOException {
		Path path = this.folder.resolve(file);
		Files.writeString(path, Files.readString(path).replace(text, by));
	}

	private static void assertEnds(Ended start, String reason) {
		assertThat(start.output).contains(reason);
		assertThat(start.code).isOne();
	}

	private Ended run(String... arguments) throws Exception {
		return run(NewsboxProcess.quickCommand(), arguments);
	}

	private Ended run(List<String> newsbox, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(newsbox);
		command.addAll(Arrays.asList(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().put("LC_ALL", "C");
		builder.environment().put("NEWSBOX_ROUTESDIRECTORY", this.folder.toString());
		builder.environment().put("SPRING_DATASOURCE_URL", this.database.url());
		builder.environment().put("SPRING_DATASOURCE_USERNAME", this.database.user());
		builder.environment().put("SPRING_DATASOURCE_PASSWORD", this.database.password());
		long begin = System.nanoTime();
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ended").isTrue();
		return new Ended(output, process.exitValue(), (System.nanoTime() - begin) / 1e9);
	}

	private record Ended(String output, int code, double seconds) {
	}

}
