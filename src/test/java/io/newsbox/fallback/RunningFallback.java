package io.newsbox.fallback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbox.NewsboxApplication;
import io.newsbox.intake.Intake;
import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.RouteFiles;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * newsbox without its intake: a real database, a stand-in article API, and a subscription
 * that lives and dies at a call. All that waits, waits for less than by default.
 */
final class RunningFallback implements AutoCloseable {

	/** Of the route files, without that of the intake. */
	static final String[] NAMES = { "article-store", "dead-letter", "article-fallback" };

	private static final String DELAY = "        delay: \"{{newsbox.fallback.probe-interval}}\"\n";

	private static final String OPEN = "              waitDurationInOpenState: ";

	private static final Path ROUTES = routes();

	final Postgres.Database news;

	final JdbcTemplate database;

	final ArticleApi api;

	final TestIntake intake;

	private final Map<String, String> settings = new TreeMap<>();

	private Clock clock = Clock.systemUTC();

	private ConfigurableApplicationContext context;

	RunningFallback(Postgres postgres, TestIntake intake) {
		this(database(postgres), new ArticleApi().start(), intake);
	}

	private RunningFallback(Postgres.Database news, ArticleApi api, TestIntake intake) {
		this.news = news;
		this.database = new JdbcTemplate(news.dataSource());
		this.api = api;
		this.intake = intake;
		with("probe-interval", "100ms").with("poll-interval", "300ms").with("article-api-url", this.api.url());
	}

	/** A copy of the route files, in which less is waited for. */
	private static Path routes() {
		Path folder = RouteFiles.copyWithoutExamples(NAMES);
		hasten(folder);
		return folder;
	}

	/** Has the breaker looked at soon after the start, and tried again after a second. */
	static void hasten(Path folder) {
		Path file = folder.resolve("article-fallback.camel.yaml");
		try {
			String text = Files.readString(file);
			assertThat(text).contains(DELAY, OPEN + "5\n");
			Files.writeString(file,
					text.replace(DELAY, DELAY + "        initialDelay: 100\n").replace(OPEN + "5\n", OPEN + "1\n"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** With the route files as they are. */
	RunningFallback unhastened() {
		return set("newsbox.routes-directory", RouteFiles.copy(NAMES).toString());
	}

	private static Postgres.Database database(Postgres postgres) {
		postgres.revive();
		return postgres.newDatabase();
	}

	/** Another instance, with the same database and article API. */
	RunningFallback another(TestIntake intake) {
		return new RunningFallback(this.news, this.api, intake);
	}

	/** Sets {@code newsbox.fallback.<name>}. */
	RunningFallback with(String name, String value) {
		return set("newsbox.fallback." + name, value);
	}

	/** Has its time by this clock. */
	RunningFallback by(Clock other) {
		this.clock = other;
		return this;
	}

	RunningFallback set(String name, String value) {
		this.settings.put(name, value);
		return this;
	}

	RunningFallback start() {
		set("spring.main.allow-bean-definition-overriding", "true");
		set("spring.main.register-shutdown-hook", "false");
		set("spring.main.banner-mode", "off");
		set("server.port", "-1");
		// more than one newsbox in this JVM
		set("spring.jmx.enabled", "false");
		set("camel.main.shutdown-timeout", "5");
		this.settings.putIfAbsent("newsbox.routes-directory", ROUTES.toString());
		set("spring.datasource.url", this.news.url());
		set("spring.datasource.username", this.news.user());
		set("spring.datasource.password", this.news.password());
		this.context = new SpringApplicationBuilder(NewsboxApplication.class)
			.initializers((GenericApplicationContext context) -> {
				context.registerBean("intake", Intake.class, this.intake::bean);
				context.registerBean("clock", Clock.class, () -> this.clock);
			})
			.run(this.settings.entrySet()
				.stream()
				.map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
				.toArray(String[]::new));
		return this;
	}

	void stop() {
		this.context.close();
	}

	void restart() {
		stop();
		start();
	}

	Fallback fallback() {
		return this.context.getBean(Fallback.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	double active() {
		return bean(MeterRegistry.class).get("newsbox.fallback.active").gauge().value();
	}

	List<String> articles() {
		return this.database.queryForList("SELECT uri FROM article ORDER BY uri", String.class);
	}

	void awaitArticles(String... uris) {
		await("articles " + List.of(uris)).until(() -> articles().equals(List.of(uris)));
	}

	void awaitHeadline(String uri, String headline) {
		await(uri + " with the headline " + headline).until(
				() -> this.database.queryForObject("SELECT headline FROM article WHERE uri = ?", String.class, uri),
				headline::equals);
	}

	void awaitActive() {
		await("the API to be read").until(() -> fallback().isActive());
	}

	void awaitGapClosed() {
		await("the gap to be closed").until(() -> fallback().lastPollAt() != null && !fallback().isActive());
	}

	/** After the gap with which every process begins. */
	RunningFallback startAlive() {
		start();
		awaitGapClosed();
		return this;
	}

	/** The subscription dies, and newsbox has noticed. */
	void lose() {
		this.intake.die();
		awaitActive();
	}

	void awaitReturn() {
		this.intake.revive();
		awaitGapClosed();
	}

	Map<String, Object> cursor() {
		return this.database.queryForMap("""
				SELECT to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS since, next_url
				FROM feed_cursor WHERE feed = 'articles'""");
	}

	Instant since() {
		return Instant.parse(cursor().get("since").toString());
	}

	/** Several requests later. */
	void awaitRequests(int more) {
		int expected = this.api.requests().size() + more;
		await(more + " more requests").until(() -> this.api.requests().size() >= expected);
	}

	/** The API, which from now on asks for a pause, gets it. */
	void awaitLeftAlone(Duration pause) {
		// the last of these may be the first that is refused
		int before = this.api.requests().size();
		awaitRequests(2);
		List<Instant> times = this.api.requests().stream().map(ArticleApi.Request::at).toList();
		assertThat(IntStream.of(before - 1, before)
			.filter((i) -> i >= 0)
			.mapToObj((i) -> Duration.between(times.get(i), times.get(i + 1))))
			.anyMatch((gap) -> gap.compareTo(pause) >= 0);
	}

	ArticleApi.Request lastRequest() {
		List<ArticleApi.Request> requests = this.api.requests();
		return requests.get(requests.size() - 1);
	}

	static ConditionFactory await(String what) {
		return Awaitility.await(what)
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(20))
			.ignoreExceptions();
	}

	@Override
	public void close() {
		stop();
		this.api.close();
	}

}
