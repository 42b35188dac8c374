package io.newsbox.console;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.newsbox.console.RunningConsole.CAMEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What each user may do with MBeans, through Jolokia on the real ones.
 */
class ConsoleRightsTest {

	private static final int FORBIDDEN = 403;

	private static final String CONTEXT = CAMEL + "context,name=\"console-test\"";

	private static final String ROUTE = CAMEL + "routes,name=\"article-poll\"";

	private static final String BREAKER = CAMEL + "processors,name=\"broker\"";

	private static final String TRACER = CAMEL + "tracer,name=BacklogTracer";

	private static final String SECURITY = "io.newsbox:type=security,area=jmx";

	/** All operations that the viewer may call, on the MBeans that are there. */
	private static final Set<String> VIEWER = Set.of("context.componentNames", "context.dumpRoutesAsXml()",
			"context.dumpRoutesStatsAsXml", "routes.dumpRouteAsXml()", "routes.dumpRouteStatsAsXml",
			"routes.isUpdateRouteEnabled", "services.browse", "services.endpointStatistics",
			"services.listRestServices", "tracer.dumpAllTracedMessagesAsXml", "tracer.dumpTracedMessagesAsXml",
			"security.canInvoke", "security.list", "DeadLetters.list");

	/** And these the operator, too. */
	private static final Set<String> OPERATOR = Set.of("routes.start", "routes.stop", "routes.suspend", "routes.resume",
			"processors.transitionToCloseState", "processors.transitionToOpenState",
			"processors.transitionToHalfOpenState", "processors.transitionToForcedOpenState", "tracer.setEnabled",
			"tracer.setBodyMaxChars", "tracer.setBodyIncludeStreams", "tracer.setBodyIncludeFiles", "Fallback.pollNow",
			"DeadLetters.replay", "DeadLetters.replayAll", "DeadLetters.discard", "Routes.reload");

	@TempDir
	static Path directory;

	private static RunningConsole console;

	private static Visitor viewer;

	private static Visitor operator;

	@BeforeAll
	static void start() {
		console = new RunningConsole(directory);
		viewer = console.program("viewer");
		operator = console.program("operator");
	}

	@AfterAll
	static void stop() {
		console.close();
	}

	@Test
	void theViewerReads() throws Exception {
		assertThat(viewer.read(ROUTE, "Description").asText()).startsWith("Reads what is due");
		assertThat(viewer.read(BREAKER, "CircuitBreakerState").asText()).isNotEmpty();
		assertThat(viewer.read("java.lang:type=Memory", "HeapMemoryUsage").get("used").asLong()).isPositive();
		assertThat(viewer.ask(Visitor.exec(CONTEXT, "dumpRoutesAsXml()")).get("value").asText())
			.contains("id=\"article-store\"", "{{newsbox.intake.exchange}}");
		assertThat(viewer.call(TRACER, "dumpAllTracedMessagesAsXml()")).isEqualTo(200);
	}

	@Test
	void theOperatorStopsAndStartsARouteAndTheViewerDoesNot() throws Exception {
		assertThat(viewer.call(ROUTE, "stop()")).isEqualTo(FORBIDDEN);
		assertThat(viewer.read(ROUTE, "State").asText()).isEqualTo("Started");
		assertThat(operator.call(ROUTE, "stop()")).isEqualTo(200);
		assertThat(viewer.read(ROUTE, "State").asText()).isEqualTo("Stopped");
		assertThat(viewer.call(ROUTE, "start()")).isEqualTo(FORBIDDEN);
		assertThat(operator.call(ROUTE, "start()")).isEqualTo(200);
		assertThat(viewer.read(ROUTE, "State").asText()).isEqualTo("Started");
	}

	@Test
	void theOperatorTurnsTheBreakerAndTheViewerDoesNot() throws Exception {
		assertThat(viewer.call(BREAKER, "transitionToForcedOpenState")).isEqualTo(FORBIDDEN);
		assertThat(operator.call(BREAKER, "transitionToForcedOpenState")).isEqualTo(200);
		assertThat(viewer.read(BREAKER, "CircuitBreakerState").asText()).isEqualTo("FORCED_OPEN");
		assertThat(operator.call(BREAKER, "transitionToCloseState")).isEqualTo(200);
		await("the breaker to leave forced open").atMost(Duration.ofSeconds(30))
			.until(() -> !viewer.read(BREAKER, "CircuitBreakerState").asText().equals("FORCED_OPEN"));
	}

	@Test
	void theOperatorTracesAndWritesNothingElse() throws Exception {
		assertThat(viewer.write(TRACER, "Enabled", true)).isEqualTo(FORBIDDEN);
		assertThat(operator.write(TRACER, "Enabled", true)).isEqualTo(200);
		assertThat(viewer.read(TRACER, "Enabled").asBoolean()).isTrue();
		assertThat(operator.write(TRACER, "Enabled", false)).isEqualTo(200);
		// an expression, which could call any bean
		assertThat(operator.write(TRACER, "TraceFilter", "${bean:outage}")).isEqualTo(FORBIDDEN);
		assertThat(operator.write(TRACER, "BacklogSize", 0)).isEqualTo(FORBIDDEN);
		assertThat(operator.write("java.lang:type=Memory", "Verbose", true)).isEqualTo(FORBIDDEN);
		assertThat(operator.write(CAMEL + "*", "Enabled", true)).isEqualTo(FORBIDDEN);
	}

	@ParameterizedTest
	@CsvSource({ "DeadLetters, list, true", "DeadLetters, replay, false", "DeadLetters, replayAll, false",
			"DeadLetters, discard, false", "Fallback, pollNow, false", "Routes, reload, false" })
	void theViewerListsDeadLettersAndTheOperatorWorksOnThem(String mbean, String operation, boolean viewerMay)
			throws Exception {
		String name = "io.newsbox:type=" + mbean;
		// whether that MBean is there or takes no arguments is asked later
		assertThat(viewer.call(name, operation, "no", "such", "signature") != FORBIDDEN).isEqualTo(viewerMay);
		assertThat(operator.call(name, operation, "no", "such", "signature")).isNotEqualTo(FORBIDDEN);
	}

	@Test
	void ofAllOperationsThatAreThereOnlyTheNamedOnesAreAllowed() throws Exception {
		Set<String> forViewer = new TreeSet<>();
		Set<String> forOperator = new TreeSet<>();
		int operations = 0;
		JsonNode domains = operator.ask(Map.of("type", "list")).get("value");
		for (Map.Entry<String, JsonNode> domain : domains.properties()) {
			for (Map.Entry<String, JsonNode> mbean : domain.getValue().properties()) {
				String name = domain.getKey() + ":" + mbean.getKey();
				List<String> signatures = signatures(mbean.getValue().path("op"));
				operations += signatures.size();
				forViewer.addAll(callable(viewer, name, signatures));
				forOperator.addAll(callable(operator, name, signatures));
			}
		}
		System.out.println("Looked at " + operations + " operations");
		assertThat(operations).isGreaterThan(1000);
		assertThat(forViewer).isNotEmpty().allMatch((call) -> isNamed(VIEWER, call));
		assertThat(forOperator).containsAll(forViewer)
			.allMatch((call) -> isNamed(VIEWER, call) || isNamed(OPERATOR, call));
		assertThat(forOperator).contains("routes.stop()", "routes.start()", "processors.transitionToForcedOpenState()");
	}

	@ParameterizedTest
	@ValueSource(strings = { "stop", "stop()", "stop(long)", "stop(java.lang.Long,java.lang.Boolean)",
			"stop( java.lang.Long , java.lang.Boolean )", " stop()", "stop ()", "stop( )", "stop\n()", "\tstop", "STOP",
			"dumpRouteAsXml()stop()", "dumpRouteAsXml()\nstop()", "remove()", "restart", "stopAndFail",
			"updateRouteFromXml(java.lang.String)", "setTracing", "getRouteProperties" })
	void noSpellingLetsTheViewerStopARoute(String operation) throws Exception {
		for (Object[] arguments : List.of(new Object[0], new Object[] { 1 }, new Object[] { 1, true })) {
			assertThat(viewer.call(ROUTE, operation, arguments)).isNotEqualTo(200);
		}
		assertThat(viewer.read(ROUTE, "State").asText()).isEqualTo("Started");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sendStringBody", "sendStringBody(java.lang.String,java.lang.String)",
			"sendStringBody(java.lang.String, java.lang.String)", "requestStringBody", "sendBody", "createEndpoint",
			"stop", "suspend()", "setGlobalOption", "dumpRoutesAsXml(boolean)", "dumpRoutesAsYaml(boolean)",
			"getGlobalOption(java.lang.String)" })
	void notEvenTheOperatorSendsMessagesOrStopsEverything(String operation) throws Exception {
		assertThat(operator.call(CONTEXT, operation, "direct:dead-letter", "body")).isEqualTo(FORBIDDEN);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "com.sun.management:type=DiagnosticCommand | vmSystemProperties",
			"com.sun.management:type=DiagnosticCommand | gcHeapDump",
			"com.sun.management:type=HotSpotDiagnostic | dumpHeap",
			"jdk.management.jfr:type=FlightRecorder | newRecording", "java.util.logging:type=Logging | setLoggerLevel",
			"java.lang:type=Memory | gc", "java.lang:type=Threading | dumpAllThreads",
			"jolokia:type=Config | resetHistoryEntries", "org.springframework.boot:type=Endpoint,name=Health | health",
			"*:* | stop", "org.apache.camel:* | stop()", "org.apache.camel:type=routes,* | stop()" })
	void notEvenTheOperatorCallsTheJvmOrByPattern(String mbean, String operation) throws Exception {
		assertThat(operator.call(mbean, operation)).isEqualTo(FORBIDDEN);
		assertThat(viewer.read(ROUTE, "State").asText()).isEqualTo("Started");
	}

	@Test
	void eachOneOfABulkRequestIsJudgedAlone() throws Exception {
		JsonNode answers = viewer.ask(List.of(Visitor.exec(ROUTE, "stop()"), Map.of("type", "version"),
				Visitor.exec(ROUTE, "dumpRouteAsXml()"), Visitor.exec(CONTEXT, "stop()")));
		assertThat(answers.findValuesAsText("status")).containsExactly("403", "200", "200", "403");
		assertThat(viewer.read(ROUTE, "State").asText()).isEqualTo("Started");
	}

	@Test
	void theOtherAddressAndParametersMakeNoDifference() throws Exception {
		String stop = "{\"type\": \"exec\", \"mbean\": \"" + ROUTE.replace("\"", "\\\"")
				+ "\", \"operation\": \"stop()\"}";
		for (String path : List.of("/actuator/hawtio/jolokia", "/actuator/hawtio/jolokia/",
				"/actuator/jolokia/?maxDepth=9&ignoreErrors=true", "/actuator/jolokia/exec/x",
				"/actuator/jolokia?p=exec/x/stop")) {
			assertThat(viewer.post(path, stop).body()).as(path).contains("\"status\":403");
		}
		assertThat(viewer.read(ROUTE, "State").asText()).isEqualTo("Started");
	}

	@Test
	void noOtherServerIsCalled() throws Exception {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + other.getLocalPort() + "/jmxrmi";
			operator.ask(Map.of("type", "read", "mbean", "java.lang:type=Memory", "attribute", "Verbose", "target",
					Map.of("url", url)));
			other.setSoTimeout(100);
			assertThat(catchAccept(other)).isInstanceOf(SocketTimeoutException.class);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "register", "add", "open" })
	void listenersAreNotTaken(String command) throws Exception {
		JsonNode answer = operator.ask(Map.of("type", "notification", "command", command, "client", "c", "mode", "pull",
				"mbean", "JMImplementation:type=MBeanServerDelegate"));
		assertThat(answer.path("value").path("backend")).isEmpty();
		assertThat(command.equals("register") || answer.get("status").asInt() != 200).isTrue();
	}

	@Test
	void noAttributeOfAnyMBeanShowsASecret() throws Exception {
		for (String pattern : List.of("*:*", "java.lang:*", "org.apache.camel:*", "com.zaxxer.hikari:*")) {
			String all = operator.ask(Map.of("type", "read", "mbean", pattern, "config", Map.of("ignoreErrors", true)))
				.toString();
			assertThat(all).doesNotContain(RunningConsole.secrets());
		}
	}

	@Test
	void systemPropertiesAndTheCommandLineAreNotShown() throws Exception {
		String runtime = "java.lang:type=Runtime";
		for (Object attributes : List.of("SystemProperties", "InputArguments", "ClassPath",
				List.of("Uptime", "SystemProperties"))) {
			JsonNode answer = operator.ask(Map.of("type", "read", "mbean", runtime, "attribute", attributes));
			assertThat(answer.get("status").asInt()).isEqualTo(FORBIDDEN);
		}
		JsonNode rest = operator.ask(Map.of("type", "read", "mbean", runtime, "config", Map.of("ignoreErrors", true)));
		assertThat(rest.get("value").get("Uptime").asLong()).isPositive();
		assertThat(rest.get("value").get("SystemProperties").toString()).contains("forbidden");
		assertThat(rest.toString()).doesNotContain(RunningConsole.secrets());
	}

	@Test
	void noPageShowsASecret() throws Exception {
		for (String path : List.of("/actuator/health", "/actuator/prometheus", "/actuator/hawtio/hawtconfig.json")) {
			assertThat(operator.get(path).body()).doesNotContain(RunningConsole.secrets());
		}
		assertThat(operator.ask(Map.of("type", "version")).toString()).doesNotContain(RunningConsole.secrets());
		assertThat(operator.ask(Visitor.exec(CONTEXT, "dumpRoutesAsXml()")).toString())
			.doesNotContain(RunningConsole.secrets());
	}

	/** Those that Hawtio would not grey out. */
	private static List<String> callable(Visitor visitor, String mbean, List<String> signatures) throws Exception {
		String type = mbean.replaceAll(".*[:,]type=([^,]*).*", "$1");
		JsonNode rights = visitor.ask(Visitor.exec(SECURITY, "canInvoke(java.util.Map)", Map.of(mbean, signatures)))
			.get("value")
			.path(mbean);
		return signatures.stream()
			.filter((signature) -> rights.path(signature).path("CanInvoke").asBoolean())
			.map((signature) -> type + "." + signature)
			.toList();
	}

	private static List<String> signatures(JsonNode operations) {
		List<String> signatures = new ArrayList<>();
		for (Map.Entry<String, JsonNode> operation : operations.properties()) {
			JsonNode overloads = operation.getValue();
			(overloads.isArray() ? overloads : List.of(overloads)).forEach((overload) -> signatures
				.add(operation.getKey() + "(" + String.join(",", overload.get("args").findValuesAsText("type")) + ")"));
		}
		return signatures;
	}

	private static boolean isNamed(Set<String> names, String call) {
		return names.contains(call) || names.contains(call.replaceFirst("\\(.*", ""));
	}

	private static Exception catchAccept(ServerSocket server) {
		try {
			server.accept().close();
			return new IllegalStateException("Somebody called");
		}
		catch (Exception ex) {
			return ex;
		}
	}

}
