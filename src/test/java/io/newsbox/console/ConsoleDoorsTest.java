package io.newsbox.console;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.newsbox.console.RunningConsole.CAMEL;
import static io.newsbox.console.RunningConsole.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who gets in, and to what, by plain HTTP.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConsoleDoorsTest {

	private static final String VERSION = "{\"type\": \"version\"}";

	@TempDir
	static Path directory;

	private static RunningConsole console;

	@BeforeAll
	static void start() {
		console = new RunningConsole(directory);
	}

	@AfterAll
	static void stop() {
		console.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/actuator", "/actuator/health", "/actuator/health/liveness/livenessState",
			"/actuator/prometheus", "/actuator/hawtio", "/actuator/hawtio/", "/actuator/hawtio/index.html",
			"/actuator/hawtio/user", "/actuator/hawtio/hawtconfig.json", "/actuator/hawtio/jolokia",
			"/actuator/jolokia", "/actuator/jolokia/version", "/actuator/jolokia/..;/prometheus",
			"/actuator/health/liveness/", "/actuator/env", "/no/such/page", "/error" })
	void withoutALoginProgramsAreRefusedAndPeopleGetTheForm(String path) throws Exception {
		assertThat(console.visitor().get(path).statusCode()).isIn(400, 401);
		HttpResponse<String> page = console.visitor().with("Accept", "text/html").get(path);
		assertThat(page.statusCode()).isIn(302, 400);
		if (page.statusCode() == 302) {
			assertThat(page.headers().firstValue("Location")).get().asString().endsWith("/login");
		}
	}

	@Test
	void noOneIsAskedForAPasswordThatABrowserWouldKeep() throws Exception {
		for (Visitor visitor : List.of(console.visitor(), console.visitor().withPassword("operator", "wrong"))) {
			HttpResponse<String> answer = visitor.get("/actuator/prometheus");
			assertThat(answer.statusCode()).isEqualTo(401);
			assertThat(answer.headers().map()).doesNotContainKeys("www-authenticate", "WWW-Authenticate");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health/liveness", "/actuator/health/readiness" })
	void livenessAndReadinessAreOpenAndSayNothingElse(String path) throws Exception {
		HttpResponse<String> answer = console.visitor().get(path);
		assertThat(answer.statusCode()).isIn(200, 503);
		assertThat(console.visitor().send("HEAD", path).statusCode()).isIn(200, 503);
		assertThat(answer.body()).containsAnyOf("UP", "DOWN", "OUT_OF_SERVICE").doesNotContain("components", "details");
	}

	@Test
	void theHealthPageNamesEachPartToWhoIsLoggedIn() throws Exception {
		Visitor viewer = console.program("viewer");
		await("the broker to be missed").atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(viewer.get("/actuator/health").body()).contains("components", "fallback",
					"Connection refused"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator", "/actuator/", "/actuator/env", "/actuator/heapdump", "/actuator/threaddump",
			"/actuator/loggers", "/actuator/shutdown", "/actuator/beans", "/actuator/configprops", "/actuator/mappings",
			"/actuator/metrics", "/actuator/info", "/actuator/conditions", "/actuator/camel", "/no/such/page" })
	void nothingElseExists(String path) throws Exception {
		assertThat(console.program("operator").get(path).statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "PATCH", "DELETE" })
	void nobodyWritesOutsideJolokia(String method) throws Exception {
		assertThat(console.program("operator").send(method, "/actuator/health").statusCode()).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/hawtio/proxy/http/127.0.0.1/8080/", "/actuator/hawtio/proxy/enabled",
			"/actuator/hawtio/auth/login", "/actuator/hawtio/keycloak/enabled" })
	void hawtiosOwnLoginsAndItsProxyAreShut(String path) throws Exception {
		assertThat(console.program("operator").get(path).statusCode()).isEqualTo(403);
		assertThat(console.program("operator").post(path, "{}").statusCode()).isEqualTo(403);
	}

	@Test
	void whoIsLoggedInAndOpensTheAddressAgainComesToHawtio() throws Exception {
		HttpResponse<String> answer = console.person("viewer").get("/");
		assertThat(answer.statusCode()).isEqualTo(302);
		assertThat(answer.headers().firstValue("Location")).get().asString().endsWith("/actuator/hawtio/");
	}

	@Test
	void metricsAreReadByAProgramWithoutASession() throws Exception {
		HttpResponse<String> answer = console.program("viewer").get("/actuator/prometheus");
		assertThat(answer.body()).contains("newsbox_intake_alive");
		assertThat(answer.headers().allValues("Set-Cookie")).noneMatch((cookie) -> cookie.contains("session"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE" })
	void jolokiaTakesOnlyPost(String method) throws Exception {
		for (String path : List.of("/actuator/jolokia", "/actuator/hawtio/jolokia")) {
			assertThat(console.program("operator").send(method, path + "/version").statusCode()).isIn(400, 403, 405);
		}
	}

	@Test
	void aLinkExecutesNothing() throws Exception {
		Visitor operator = console.person("operator");
		String stop = "/exec/" + CAMEL.replace("\"", "") + "routes,name=!%22article-poll!%22/stop()";
		for (String path : List.of("/actuator/jolokia", "/actuator/hawtio/jolokia")) {
			assertThat(operator.get(path + stop).statusCode()).isIn(400, 403);
		}
		assertThat(operator.withToken().read(CAMEL + "routes,name=\"article-poll\"", "State").asText())
			.isEqualTo("Started");
	}

	@Test
	void aSessionNeedsTheTokenThatOnlyOurPagesCanRead() throws Exception {
		Visitor operator = console.person("operator");
		operator.get("/actuator/hawtio/index.html");
		assertThat(operator.post(Visitor.JOLOKIA, VERSION).statusCode()).isEqualTo(403);
		assertThat(operator.with("X-XSRF-TOKEN", "guessed").post(Visitor.JOLOKIA, VERSION).statusCode()).isEqualTo(403);
		assertThat(operator.withToken().post(Visitor.JOLOKIA, VERSION).statusCode()).isEqualTo(200);
	}

	@Test
	void aPasswordInTheHeaderDoesWithoutOneUnlessABrowserSentIt() throws Exception {
		assertThat(console.program("operator").post(Visitor.JOLOKIA, VERSION).statusCode()).isEqualTo(200);
		for (Map.Entry<String, String> trace : Map
			.of("Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site", "Cookie", "some=cookie")
			.entrySet()) {
			assertThat(console.program("operator")
				.with(trace.getKey(), trace.getValue())
				.post(Visitor.JOLOKIA, VERSION)
				.statusCode()).as(trace.getKey()).isEqualTo(403);
		}
	}

	@Test
	void aPageOfAnotherPortCanReadTheTokenButNotUseIt() throws Exception {
		for (Map.Entry<String, Integer> site : Map.of("same-origin", 200, "same-site", 403, "cross-site", 403)
			.entrySet()) {
			Visitor operator = console.person("operator").with("Sec-Fetch-Site", site.getKey());
			assertThat(operator.get("/actuator/hawtio/index.html").statusCode()).as("a link").isEqualTo(200);
			assertThat(operator.withToken().post(Visitor.JOLOKIA, VERSION).statusCode()).as(site.getKey())
				.isEqualTo(site.getValue());
		}
	}

	@Test
	void noForeignPageMayReadAnAnswer() throws Exception {
		Visitor operator = console.person("operator").with("Origin", "https://evil.example");
		operator.get("/actuator/hawtio/index.html");
		HttpResponse<String> answer = operator.withToken().post(Visitor.JOLOKIA, VERSION);
		assertThat(answer.headers().map()).doesNotContainKeys("Access-Control-Allow-Origin",
				"access-control-allow-origin");
	}

	@Test
	void theFormItselfNeedsAToken() throws Exception {
		Visitor visitor = console.visitor();
		visitor.get("/login");
		assertThat(visitor.submit(Map.of("username", "operator", "password", secret("operator"))).statusCode())
			.isEqualTo(403);
	}

	@Test
	void cookiesAreForThisSiteAndForTlsAlone() throws Exception {
		Visitor visitor = console.visitor();
		visitor.get("/login");
		HttpResponse<String> answer = visitor.submit(
				Map.of("username", "viewer", "password", secret("viewer"), "_csrf", visitor.cookies.get("XSRF-TOKEN")));
		assertThat(answer.headers().allValues("Set-Cookie"))
			.anySatisfy((cookie) -> assertThat(cookie).startsWith("newsbox-session=")
				.contains("HttpOnly", "SameSite=Strict", "Secure"));
		assertThat(visitor.get("/actuator/hawtio/index.html").headers().allValues("Set-Cookie"))
			.allSatisfy((cookie) -> assertThat(cookie).contains("SameSite=Strict", "Secure"));
	}

	@Test
	void aSessionThatWasThereBeforeTheLoginIsWorthNothing() throws Exception {
		Visitor victim = console.visitor();
		victim.cookies.put("newsbox-session", "0123456789ABCDEF0123456789ABCDEF");
		victim.logIn("operator", secret("operator"));
		assertThat(victim.cookies.get("newsbox-session")).isNotEqualTo("0123456789ABCDEF0123456789ABCDEF");

		Visitor viewer = console.person("viewer");
		String before = viewer.cookies.get("newsbox-session");
		viewer.logIn("operator", secret("operator"));
		Visitor attacker = console.visitor();
		attacker.cookies.put("newsbox-session", before);
		assertThat(attacker.get("/actuator/hawtio/user").statusCode()).isEqualTo(401);
	}

	@Test
	void noSessionIsMadeBeforeTheLogin() throws Exception {
		Visitor visitor = console.visitor().with("Accept", "text/html");
		visitor.get("/actuator/hawtio/");
		visitor.get("/login");
		visitor.logIn("operator", "wrong");
		assertThat(visitor.cookies).containsOnlyKeys("XSRF-TOKEN");
	}

	@Test
	void hawtioShowsTheUserAndLogsOut() throws Exception {
		Visitor viewer = console.person("viewer");
		Map<String, String> cookies = Map.copyOf(viewer.cookies);
		assertThat(viewer.get("/actuator/hawtio/user").body()).isEqualTo("\"viewer\"");
		assertThat(
				viewer.with("Accept", "text/html").get("/actuator/hawtio/auth/logout").headers().firstValue("Location"))
			.get()
			.asString()
			.endsWith("/login?logout");
		Visitor later = console.visitor();
		later.cookies.putAll(cookies);
		assertThat(later.get("/actuator/hawtio/user").statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/login", "/actuator/hawtio/index.html", "/actuator/hawtio/", "/actuator/health",
			"/no/such/page" })
	void pagesCannotBeFramedOrExtended(String path) throws Exception {
		HttpResponse<String> answer = console.person("viewer").get(path);
		assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("DENY");
		assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
		assertThat(answer.headers().allValues("Content-Security-Policy")).singleElement()
			.asString()
			.contains("frame-ancestors 'none'", "form-action 'self'")
			.doesNotContain("unsafe-eval");
	}

	@Test
	void errorsTellNoDetails() throws Exception {
		for (String body : List.of("{", "[[]]", "{\"type\": \"exec\"}")) {
			HttpResponse<String> answer = console.program("viewer").post(Visitor.JOLOKIA, body);
			assertThat(answer.body()).doesNotContain("stacktrace", "\tat ", "Tomcat");
		}
		assertThat(console.program("viewer").with("Accept", "text/html").get("/no/such/page").body())
			.doesNotContain("Tomcat", "Exception", "\tat ");
	}

	@Test
	void guessingIsSlowAndKeepsNobodyElseOut(CapturedOutput output) throws Exception {
		Visitor session = console.person("viewer");
		long start = System.nanoTime();
		List<CompletableFuture<Integer>> guesses = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			Visitor guesser = console.visitor().withPassword("viewer", "guess-number-" + i);
			guesses.add(CompletableFuture.supplyAsync(() -> status(guesser)));
		}
		List<Integer> answers = guesses.stream().map(CompletableFuture::join).toList();
		assertThat(answers).containsOnly(401, 429);
		long seen = answers.stream().filter((status) -> status == 401).count();
		double seconds = (System.nanoTime() - start) / 1e9;
		System.out.printf("Of 100 guesses in %.1f s %d were looked at%n", seconds, seen);
		assertThat(seen).as("a burst of 5, and 2 a second").isLessThanOrEqualTo((long) (5 + 2 * seconds + 1));

		assertThat(session.get("/actuator/hawtio/user").statusCode()).isEqualTo(200);
		assertThat(console.program("operator").get("/actuator/hawtio/user").statusCode()).isEqualTo(200);
		await("the viewer to be let in again").atMost(Duration.ofSeconds(30))
			.until(() -> status(console.program("viewer")) == 200);

		assertThat(output).contains("Wrong password of viewer from 127.0.0.1").doesNotContain("guess-number");
	}

	@Test
	void theFormIsSlowedLikewise() throws Exception {
		Visitor guesser = console.visitor();
		await("a refusal").atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(1))
			.until(() -> guesser.logIn("nobody", "wrong"),
					(answer) -> answer.statusCode() == 429 && answer.headers().firstValue("Retry-After").isPresent());
	}

	@Test
	void aNameThatMayBeAPasswordIsNotLogged(CapturedOutput output) throws Exception {
		console.visitor().logIn("my-password\r\nin the wrong field", "wrong");
		assertThat(output).contains("an unknown user from 127.0.0.1").doesNotContain("my-password");
	}

	private static int status(Visitor visitor) {
		try {
			return visitor.get("/actuator/hawtio/user").statusCode();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
