package io.newsbox.console;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.newsbox.kit.NewsboxProcess;
import io.newsbox.kit.Ports;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.RealBrowser;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import org.springframework.jdbc.core.JdbcTemplate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The console in a real browser, as operations use it. Pictures are kept in
 * {@code target/console}.
 */
@RealBrowser
@UsePostgres
class ConsoleIT {

	private static final double PATIENCE_MILLIS = 60_000;

	private static final String TRACER = "org.apache.camel:context=newsbox,type=tracer,name=BacklogTracer";

	/** It could not be stored then, and can be now. */
	private static final String PARK = """
			INSERT INTO dead_letter (origin, reason, detail, headers, body) VALUES ('broker', 'The database refuses it', 'long ago', '{}',
			  convert_to(format('{"uri":"%s","versioncreated":"2026-01-31T10:15:00Z","headline":"AT&T < BT"}', ?), 'UTF8'))
			RETURNING id
			""";

	private static JdbcTemplate database;

	private static NewsboxProcess newsbox;

	private final List<String> complaints = new CopyOnWriteArrayList<>();

	private BrowserContext browser;

	private Page page;

	@BeforeAll
	static void start(Postgres postgres) {
		PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
		Postgres.Database news = postgres.newDatabase();
		database = new JdbcTemplate(news.dataSource());
		newsbox = new NewsboxProcess(Path.of("").toAbsolutePath()).withRabbit(Ports.free())
			.withDatabase(news)
			.start()
			.awaitLive();
	}

	@AfterAll
	static void stop() {
		newsbox.close();
	}

	@BeforeEach
	void open(Browser chromium) {
		this.browser = chromium.newContext(new Browser.NewContextOptions().setViewportSize(1280, 720));
		this.browser.setDefaultTimeout(PATIENCE_MILLIS);
		this.page = this.browser.newPage();
		this.page.onConsoleMessage((message) -> this.complaints.add(message.text()));
	}

	@AfterEach
	void close(TestInfo test) {
		picture(test.getTestMethod().orElseThrow().getName());
		this.browser.close();
		assertThat(this.complaints).as("what the browser blocked")
			.noneMatch((complaint) -> complaint.contains("Content Security Policy"));
	}

	@Test
	void routesAreThereByNameWithADiagramEach() {
		logIn("viewer", NewsboxProcess.VIEWER_PASSWORD);
		for (String route : List.of("article-intake", "article-store", "article-fallback", "dead-letter")) {
			assertThat(node(route)).isVisible();
		}
		open("article-fallback", "Route Diagram", this.page.getByText("Circuit Breaker").first());
		picture("diagram");
		open("article-fallback", "Attributes", this.page.getByText("Asks whether the subscription lives").first());
	}

	@Test
	void theOperatorStopsAndStartsARoute() {
		logIn("operator", NewsboxProcess.OPERATOR_PASSWORD);
		Locator route = select("article-poll");
		picture("routes");
		button("Stop").click();
		assertThat(route).containsText("Stopped");
		// a table that Hawtio draws anew has no ticks
		await("the button").pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> {
			select("article-poll");
			return button("Start").isEnabled();
		});
		button("Start").click();
		assertThat(route).containsText("Started");
	}

	@Test
	void theViewerCannot() {
		logIn("viewer", NewsboxProcess.VIEWER_PASSWORD);
		Locator route = select("article-poll");
		assertThat(button("Stop")).isDisabled();
		assertThat(button("Start")).isDisabled();
		assertThat(route).containsText("Started");
	}

	@Test
	void theBreakerShowsThatTheBrokerIsGone() {
		logIn("viewer", NewsboxProcess.VIEWER_PASSWORD);
		this.page.getByText("Expand all").click();
		open("broker", "Attributes", row("CircuitBreakerState"));
		assertThat(row("CircuitBreakerState")).containsText("OPEN");
	}

	@Test
	void theOperatorSeesTheTracesOfARoute() throws Exception {
		logIn("operator", NewsboxProcess.OPERATOR_PASSWORD);
		open("article-upsert", "Trace", button("Start Tracing"));
		button("Start Tracing").click();
		Visitor operator = new Visitor(HttpClient.newHttpClient(), newsbox.uri("/")).withPassword("operator",
				NewsboxProcess.OPERATOR_PASSWORD);
		// Hawtio shows the button Stop Tracing before it has started
		await("the tracer").atMost(Duration.ofSeconds(60)).until(() -> operator.read(TRACER, "Enabled").asBoolean());
		assertThat(operator.call("io.newsbox:type=DeadLetters", "replay", park("urn:traced"))).isEqualTo(200);
		assertThat(row("upsert")).isVisible();
		button("Stop Tracing").click();
		assertThat(button("Start Tracing")).isVisible();
	}

	@Test
	void theOperatorReplaysADeadLetter() {
		long id = park("urn:replayed");
		logIn("operator", NewsboxProcess.OPERATOR_PASSWORD);
		Locator replay = replayOfOne();
		replay.getByRole(AriaRole.SPINBUTTON).fill("" + id);
		execute(replay).click();
		await("the row").atMost(Duration.ofSeconds(60))
			.until(() -> database.queryForList("SELECT uri FROM article", String.class).contains("urn:replayed"));
		assertThat(this.page.locator("input[value='Dead letter " + id + " is replayed']")).isVisible();
	}

	@Test
	void theViewerReplaysNone() {
		logIn("viewer", NewsboxProcess.VIEWER_PASSWORD);
		assertThat(execute(replayOfOne())).isDisabled();
	}

	@Test
	void afterTheLogOutTheFormIsBack() {
		logIn("viewer", NewsboxProcess.VIEWER_PASSWORD);
		menu("viewer").click();
		this.page.getByText("Log out").click();
		assertThat(this.page).hasURL(Pattern.compile(".*/login.*"));
		this.page.navigate(newsbox.uri("/actuator/hawtio/camel").toString());
		assertThat(this.page).hasURL(Pattern.compile(".*/login.*"));
	}

	@Test
	void aWrongPasswordIsRefused() {
		fillIn("operator", "wrong");
		assertThat(this.page.getByText("Invalid credentials")).isVisible();
	}

	/** Opens it on the page of MBeans. */
	private Locator replayOfOne() {
		tab("JMX").click();
		// the page that it leaves has the same button
		assertThat(node("io.newsbox")).isVisible();
		this.page.getByText("Expand all").click();
		Locator replay = this.page.getByRole(AriaRole.LISTITEM)
			.filter(new Locator.FilterOptions().setHasText("replay("));
		open("DeadLetters", "Operations", replay);
		replay.getByRole(AriaRole.BUTTON).first().click();
		return replay;
	}

	private static Locator execute(Locator operation) {
		return operation.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Execute"));
	}

	private static long park(String uri) {
		return Objects.requireNonNull(database.queryForObject(PARK, Long.class, uri));
	}

	private void logIn(String user, String password) {
		fillIn(user, password);
		assertThat(menu(user)).isVisible();
		assertThat(node("routes")).isVisible();
	}

	private void fillIn(String user, String password) {
		this.page.navigate(newsbox.uri("/").toString());
		this.page.locator("input[name=username]").fill(user);
		this.page.locator("input[name=password]").fill(password);
		button("Sign in").click();
	}

	/** Ticks a route in the table of routes, and returns its row. */
	private Locator select(String route) {
		open("routes", "Routes", row(route));
		row(route).getByRole(AriaRole.CHECKBOX).check();
		return row(route);
	}

	/**
	 * Opens a tab of a node, once more if need be: a tab can be clicked while Hawtio is
	 * still on its way to the node's first.
	 */
	private void open(String node, String tab, Locator content) {
		node(node).click();
		tab(tab).click();
		await(tab + " of " + node).pollInSameThread()
			.pollDelay(Duration.ofMillis(200))
			.pollInterval(Duration.ofSeconds(2))
			.atMost(Duration.ofMillis((long) PATIENCE_MILLIS))
			.until(() -> {
				boolean there = content.isVisible();
				if (!there) {
					tab(tab).click();
				}
				return there;
			});
	}

	private Locator row(String name) {
		return this.page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name));
	}

	/** In the tree on the left. */
	private Locator node(String name) {
		return this.page.locator("[class*=tree-view__node]")
			.getByText(name, new Locator.GetByTextOptions().setExact(true))
			.first();
	}

	private Locator menu(String user) {
		return this.page.getByRole(AriaRole.BUTTON).filter(new Locator.FilterOptions().setHasText(user));
	}

	private Locator tab(String name) {
		return this.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	private Locator button(String name) {
		return this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	private void picture(String name) {
		this.page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "console", name + ".png")));
	}

}
