package io.newsbox.routes;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;

import io.newsbox.NewsboxApplication;
import io.newsbox.article.Articles;
import io.newsbox.article.DeadLetters;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.support.LifecycleStrategySupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each finding of the check, with the line that a person sees.
 */
class CheckTest {

	private static final RouteFolder FOLDER = new RouteFolder("routes");

	private static ConfigurableApplicationContext newsbox;

	private static Check check;

	private static Snapshot good;

	@BeforeAll
	static void startNewsboxWithoutItsRoutes() {
		newsbox = new SpringApplicationBuilder(NewsboxApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean(RoutesCommand.class,
					() -> new RoutesCommand(new String[0], System.out)))
			.run("--spring.flyway.enabled=false", "--spring.datasource.url=jdbc:postgresql:none",
					"--spring.main.lazy-initialization=true", "--spring.jmx.enabled=false",
					"--newsbox.fallback.article-api-url=http://127.0.0.1:1/articles",
					// as the environment of a container has them
					"--hostname=desk", "--body.size=1");
		check = check(newsbox.getBean(Articles.class)::onTrial, Check.LIMIT);
		good = Snapshots.of(FOLDER);
	}

	private static Check check(Function<ProducerTemplate, ?> articles, Duration limit) {
		return new Check(newsbox, FOLDER, Set.of(Articles.UPSERT, DeadLetters.RETRY, DeadLetters.REPLAY), articles,
				limit);
	}

	@AfterAll
	static void close() {
		newsbox.close();
	}

	@Test
	void theFilesAsTheyAreAreFine() {
		long begin = System.nanoTime();
		Report report = check.all(false);
		System.out.printf("First check: %.0f ms%n", (System.nanoTime() - begin) / 1e6);
		assertThat(report.lines()).containsExactly(
				"article-fallback.camel.yaml: article-fallback, article-poll, leave-api-alone",
				"article-intake.camel.yaml: article-intake",
				"article-store.camel.yaml: article-store, article-upsert, hold-in-outage",
				"dead-letter.camel.yaml: dead-letter, dead-letter-replay, dead-letter-retry, hold-what-cannot-be-parked",
				"of 48 examples 42 would be stored");
	}

	@Test
	void aCheckThatDoesNotEndIsGivenUpAndSaysWhatItWasAt() throws InterruptedException {
		CountDownLatch givenUp = new CountDownLatch(1);
		Report report = check((producer) -> {
			try {
				return new CountDownLatch(1).await(1, TimeUnit.HOURS);
			}
			catch (InterruptedException ex) {
				givenUp.countDown();
				throw new IllegalStateException(ex);
			}
		}, Duration.ofSeconds(5)).check(good);
		// what it is at by then depends on the machine
		assertThat(report.lines()).singleElement()
			.asString()
			.matches("\\S+: the check does not end within 5 s, it is still [a-z ]+; take back the last change");
		assertThat(givenUp.await(60, TimeUnit.SECONDS)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "map(select(false))",
			"map(select(.item.subject == null)) | map(.headline |= (. // \"\" | ascii_upcase))",
			"[.[] | select(.language // \"\" | startswith(\"de\"))]", ".",
			"map(select([.. | .code? // empty | select(. == \"x\")] == [] and (has(\"section\") | not)))",
			"map(.kind = \"news\") | map(select(.kind == \"news\" and (.item.subject | length) < 100))" })
	void whatAFilterDropsIsItsOwnAffair(String filter) {
		assertThat(problems((files) -> files.computeIfPresent("article-store.camel.yaml", (name, text) -> text
			.replaceFirst("(?s)jq: >-.*?(?= {8}- setHeader)", Matcher.quoteReplacement("jq: '" + filter + "'\n")))))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "to: {uri: \"http://127.0.0.1/monitor\", variableReceive: answer}",
			"to: {uri: \"http://127.0.0.1/monitor\", disabled: true}",
			"choice: {when: [{simple: \"${body.size} > 1\", steps: [{log: many}]}], otherwise: {steps: [{log: one}]}}",
			"to: direct:beside" })
	void whatIsDoneBesidesMayFail(String step) {
		assertThat(problems(BadEdit.replace("article-intake.camel.yaml", "        - to:\n", """
				        - doTry:
				            steps:
				              - %s
				            doCatch:
				              - exception:
				                  - java.lang.Exception
				                steps:
				                  - log: oops
				                  - to: http://127.0.0.1/alert
				                  - throwException:
				                      exceptionType: java.lang.IllegalStateException
				                      message: oops
				        - to:
				""".formatted(step)).andThen(routeBesideFor(step)))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "to:\n            uri: http://127.0.0.1:1/enrich",
			"toD:\n            uri: http://127.0.0.1:1/${body.size}",
			"enrich:\n            constant: http://127.0.0.1:1/enrich",
			"pollEnrich:\n            constant: file:nowhere", "process:\n            ref: outage",
			"setVariable:\n            name: ids\n            simple: \"${bean:replay?method=begin}\"",
			"setVariable:\n            name: ids\n            method:\n              ref: replay\n              method: begin" })
	void whatComesAfterAnAnswerFromOutsideIsNotJudged(String step) {
		assertThat(problems(BadEdit
			.replace("article-store.camel.yaml", "        - transform:\n            id: filter",
					"        - " + step + "\n        - transform:\n            id: filter")
			.andThen(BadEdit.replace("article-store.camel.yaml", "map(select(", ".[] | (select(")))).isEmpty();
	}

	@Test
	void aColumnThatAnAnswerFromOutsideMayHaveAddedIsNotMisspelled() {
		assertThat(problems(BadEdit.replace("article-store.camel.yaml", "        - transform:\n            id: filter",
				"        - bean:\n            ref: replay\n            method: begin\n        - transform:\n            id: filter")
			.andThen(BadEdit.replace("article-store.camel.yaml", ".type // ", ".category // ")))).isEmpty();
	}

	@Test
	void whatComesAfterAnAnswerOfTheDatabaseIsNotJudged() {
		assertThat(problems(BadEdit.replace("article-store.camel.yaml", """
				        - setBody:
				            constant: "resource:file:{{newsbox.routes-directory}}/article-upsert.sql"
				""", """
				        - setBody:
				            constant: SELECT FROM article WHERE origin = :?origin AND updated_at > now()
				        - to: jdbc:dataSource?useHeadersAsParameters=true
				        - validate:
				            simple: ${body.isEmpty()}
				        - setBody:
				            constant: "resource:file:{{newsbox.routes-directory}}/article-upsert.sql"
				"""))).isEmpty();
	}

	@Test
	void aFailureThatTheRouteDealsWithIsNone() {
		assertThat(problems(BadEdit.replace("article-store.camel.yaml", "        - bean:\n            id: report\n", """
				        - doTry:
				            steps:
				              - validate:
				                  simple: ${variable.outcome.parked.isEmpty()}
				            doCatch:
				              - exception:
				                  - java.lang.Exception
				                steps:
				                  - to: http://127.0.0.1:1/alert
				        - bean:
				            id: report
				"""))).isEmpty();
	}

	@Test
	void whatComesBeforeTheItemsAreNewsItemsIsNotJudged() {
		assertThat(problems((files) -> files.put("xml.camel.yaml", """
				- route:
				    id: xml
				    routeConfigurationId: hold-in-outage
				    from:
				      uri: spring-rabbitmq:xml
				      parameters:
				        queues: xml
				        prefetchCount: "{{newsbox.intake.prefetch}}"
				        disableReplyTo: true
				      steps:
				        - setBody:
				            simple: "${body[0].messageProperties.headers[json].trim()}"
				        - to: direct:article-store
				"""))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "delay:\n            constant: 3600000",
			"log:\n            message: \"{{newsbox.intake.group}}: ${body.size} rows\"",
			"log:\n            message: \"a } and a $ {\"",
			"log:\n            loggingLevel: DEBUG\n            message: ${body.nothing}",
			"log:\n            message: \"${hostname}: ${body.size} rows\"", "to:\n            uri: log:rows" })
	void stepsBesideTheWayAreNotJudged(String step) {
		assertThat(problems(BadEdit.replace("article-store.camel.yaml", "        - transform:\n            id: filter",
				"        - " + step + "\n        - transform:\n            id: filter")))
			.isEmpty();
	}

	@Test
	void whatIsLeftOfTheCountsOfTheDatabaseIsNotJudged() {
		assertThat(problems(BadEdit.replace("article-store.camel.yaml", "              outputType: SelectOne\n", """
				              outputType: SelectOne
				        - log: "${body[canceled].intValue}"
				"""))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"to:\n            uri: file:dump\n            parameters:\n              fileName: \"${date:now:yyyyMMdd}.json\"",
			"toD:\n            uri: http://127.0.0.1:1/\n            parameters:\n              id: \"${variable.origin}\"",
			"to:\n            uri: direct\n            parameters:\n              name: beside",
			"wireTap:\n            uri: direct:beside", "recipientList:\n            constant: direct:beside",
			"aggregate:\n            correlationExpression:\n              constant: all\n            aggregationStrategy: \"#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy\"\n            completionSize: 10\n            steps:\n              - to: direct:beside",
			"circuitBreaker:\n            steps:\n              - to: http://127.0.0.1:1/\n            onFallback:\n              steps:\n                - to: direct:beside",
			"choice:\n            when:\n              - simple: \"${variable.origin} == 'api'\"\n                steps:\n                  - to: direct:beside" })
	void stepsMayLeadElsewhere(String step) {
		assertThat(problems(BadEdit
			.replace("article-store.camel.yaml", "        - bean:\n            id: report\n",
					"        - " + step + "\n        - bean:\n            id: report\n")
			.andThen(routeBesideFor(step)))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "of-%s", "%s-tell" })
	void whichRouteIsCalledMayDependOnTheMessage(String name) {
		assertThat(problems(BadEdit
			.replace("article-store.camel.yaml", "        - bean:\n            id: report\n",
					"        - toD: \"direct:" + name.formatted("${variable.origin}")
							+ "\"\n        - bean:\n            id: report\n")
			.andThen((files) -> Set.of("api", "broker")
				.forEach((origin) -> files.put(name.formatted(origin) + ".camel.yaml", """
						- route:
						    id: %1$s
						    from:
						      uri: direct:%1$s
						      steps:
						        - log: told
						""".formatted(name.formatted(origin)))))))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"choice:\n            when:\n              - simple: \"${body.size} > 5000\"\n                steps:\n                  - throwException:\n                      exceptionType: java.lang.IllegalStateException\n                      message: too many\n            otherwise:\n              steps:\n                - to: direct:article-store",
			"choice:\n            when:\n              - disabled: true\n                simple: \"${body.size} > 5000\"\n                steps:\n                  - log: many\n            otherwise:\n              steps:\n                - to: direct:article-store",
			"doTry:\n            steps:\n              - to: direct:article-store\n            doCatch:\n              - exception:\n                  - java.lang.Exception\n                steps:\n                  - rollback:\n                      message: oops",
			"toD: \"bean:${variable.name}\"\n        - to: direct:article-store",
			"to: http://127.0.0.1:1/convert\n        - unmarshal:\n            json: {}\n        - to: direct:article-store",
			"split:\n            simple: \"${collate(100)}\"\n            stopOnException: true\n            aggregationStrategy: \"#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy\"\n            steps:\n              - to: direct:article-store" })
	void whatDoesNotArriveMayFail(String step) {
		assertThat(problems(BadEdit.replace("article-intake.camel.yaml",
				"        - to:\n            uri: direct:article-store\n", "        - " + step + "\n")))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"choice:\n            when:\n              - simple: \"${variable.origin} == 'api'\"\n                steps:\n                  - to: direct:tell",
			"aggregate:\n            correlationExpression:\n              constant: all\n            aggregationStrategy: \"#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy\"\n            completionSize: 10\n            steps:\n              - to: direct:digest" })
	void whatIsToldBesidesMayFailInItsOwnWay(String step) {
		assertThat(problems(BadEdit
			.replace("article-store.camel.yaml", "        - bean:\n            id: report\n", "        - " + step
					+ "\n        - to: direct:tell\n        - to: direct:digested\n        - bean:\n            id: report\n")
			.andThen((files) -> files.put("tell.camel.yaml", """
					- route:
					    id: tell
					    routeConfigurationId: go-on
					    from:
					      uri: direct:tell
					      steps:
					        - to: http://127.0.0.1:1/
					- route:
					    id: digested
					    from:
					      uri: direct:digested
					      steps:
					        - log: digested
					- routeConfiguration:
					    id: go-on
					    onException:
					      - onException:
					          exception:
					            - java.lang.Exception
					          retryWhile:
					            method:
					              ref: outage
					              method: isWaitedFor
					          continued:
					            constant: "true"
					"""))
			.andThen(step.contains("digest") ? (files) -> files.put("digest.camel.yaml", """
					- route:
					    id: digest
					    from:
					      uri: direct:digest
					      steps:
					        - to: http://127.0.0.1:1/
					""") : (files) -> {
			}))).isEmpty();
	}

	@Test
	void aBeanMayBeNamedAsKaotoDoes() {
		assertThat(problems(BadEdit.replace("article-store.camel.yaml", """
				        - bean:
				            id: read
				            description: Unpacks the items
				            ref: articles
				            method: read
				""", """
				        - to:
				            uri: bean
				            parameters:
				              beanName: articles
				              method: read
				"""))).isEmpty();
	}

	@Test
	void aRouteMayBeCalledByAnAddressThatIsEvaluated() {
		assertThat(problems(BadEdit.replace("article-intake.camel.yaml", "        - to:\n", "        - toD:\n")))
			.isEmpty();
	}

	@Test
	void aFailureMayBeToldIfItIsThrownAgain() {
		assertThat(problems(BadEdit.replace("article-intake.camel.yaml", """
				        - to:
				            uri: direct:article-store
				""", """
				        - doTry:
				            steps:
				              - to: direct:article-store
				            doCatch:
				              - exception:
				                  - java.lang.Exception
				                steps:
				                  - log: oops
				                  - throwException:
				                      exceptionType: java.lang.IllegalStateException
				                      message: cannot be stored
				"""))).isEmpty();
	}

	@Test
	void whatARouteCallsAndForgivesMayHaveAnyConfigurationAndASecondOneNeedNotHold() {
		assertThat(problems(BadEdit.replace("article-store.camel.yaml", "        - bean:\n            id: report\n", """
				        - doTry:
				            steps:
				              - to: direct:notify
				            doCatch:
				              - exception:
				                  - java.lang.Exception
				                steps:
				                  - log: oops
				        - bean:
				            id: report
				""")
			.andThen(BadEdit.replace("article-intake.camel.yaml", "routeConfigurationId: hold-in-outage",
					"routeConfigurationId: hold-in-outage,retries"))
			.andThen((files) -> files.put("notify.camel.yaml", """
					- route:
					    id: notify
					    routeConfigurationId: retries
					    from:
					      uri: direct:notify
					      steps:
					        - to: http://127.0.0.1:1/
					- routeConfiguration:
					    id: retries
					    onException:
					      - onException:
					          exception:
					            - java.lang.Exception
					          redeliveryPolicy:
					            maximumRedeliveries: 3
					""")))).isEmpty();
	}

	@Test
	void aRouteThatDealsWithItsFailuresNeedsNoConfiguration() {
		assertThat(problems(BadEdit
			.replace("article-store.camel.yaml", "        - bean:\n            id: report\n",
					"        - to: direct:beside\n        - bean:\n            id: report\n")
			.andThen((files) -> files.put("beside.camel.yaml", """
					- route:
					    id: beside
					    from:
					      uri: direct:beside
					      steps:
					        - doTry:
					            steps:
					              - to: http://127.0.0.1:1/
					            doCatch:
					              - exception:
					                  - java.lang.Exception
					                steps:
					                  - log: oops
					""")))).isEmpty();
	}

	@Test
	void aStatementMayComeAfterTheUpsert() {
		assertThat(problems(BadEdit.replace("article-store.camel.yaml", "              outputType: SelectOne\n", """
				              outputType: SelectOne
				        - setVariable:
				            name: counts
				            simple: ${body}
				        - setBody:
				            constant: INSERT INTO audit (origin) VALUES (:?origin)
				        - to: jdbc:dataSource?useHeadersAsParameters=true
				        - setBody:
				            variable: counts
				"""))).isEmpty();
	}

	@Test
	void itemsMayHaveNoVersionTimeOfTheirOwn() {
		assertThat(problems(
				BadEdit.replace("article.jq", "((.versionCreated | time) // (.versioncreated | time))", "null")))
			.isEmpty();
	}

	@Test
	void itemsMayBeFetchedBeforeTheyAreRead() {
		assertThat(problems(BadEdit.replace("article-store.camel.yaml", "        - bean:\n            id: read\n", """
				        - to: http://127.0.0.1:1/item
				        - bean:
				            id: read
				"""))).isEmpty();
	}

	@Test
	void parametersMayBeSetTogether() {
		assertThat(problems(BadEdit.replace("dead-letter.camel.yaml", """
				        - setHeader:
				            name: id
				            simple: "${body}"
				""", """
				        - setHeaders:
				            headers:
				              - name: id
				                simple: "${body}"
				"""))).isEmpty();
	}

	@Test
	void aChoiceMayBeMadeIfEachBranchStores() {
		assertThat(problems(BadEdit.replace("article-intake.camel.yaml", """
				        - to:
				            uri: direct:article-store
				""", """
				        - choice:
				            when:
				              - simple: "${body.size} > 1"
				                steps:
				                  - to: direct:article-store
				            otherwise:
				              steps:
				                - log: one
				                - to: direct:article-store
				"""))).isEmpty();
	}

	@Test
	void anArticleApiNeedsRoutesThatReadIt() {
		assertThat(problems((files) -> files.remove("article-fallback.camel.yaml"))).containsExactly(
				"*.camel.yaml: no route calls fallback.brokerFails, fallback.brokerAnswers, fallback.stored, fallback.failed: the article API"
						+ " would not be read as it should. Put it back, or take newsbox.fallback.article-api-url away");
		assertThat(problems(BadEdit.replace("article-fallback.camel.yaml", """
				                - bean:
				                    ref: fallback
				                    method: brokerFails
				""", "                - to: bean:fallback?method=brokerFails\n"))).isEmpty();
	}

	/** newsbox has an article API here. */
	@Test
	void aStepMayNotNeedAMessageOfTheBroker() {
		assertThat(problems(BadEdit.replace("article-store.camel.yaml", "        - bean:\n            id: read\n", """
				        - validate:
				            simple: "${body[0]} is 'org.springframework.amqp.core.Message'"
				        - bean:
				            id: read
				""")))
			.containsExactly("article-store.camel.yaml:13: step validate fails on examples/*.json, as the article API"
					+ " gives them: PredicateValidationException: Validation failed for Predicate[${body[0]} is"
					+ " 'org.springframework.amqp.core.Message']");
	}

	@Test
	void aTrialThatDoesNotBeginProvesNothing() {
		Report report = check((producer) -> {
			producer.getCamelContext().addLifecycleStrategy(new LifecycleStrategySupport() {
				@Override
				public void onContextStarting(CamelContext trial) throws VetoCamelContextStartException {
					throw new VetoCamelContextStartException("not today", trial, false);
				}
			});
			return newsbox.getBean(Articles.class).onTrial(producer);
		}, Check.LIMIT).check(good);
		assertThat(report.lines()).containsExactly("*.camel.yaml: cannot be tried: Camel does not start their trial");
	}

	@Test
	void ofSeveralFailuresTheFirstIsNamed() {
		assertThat(problems(BadEdit.replace("article-store.camel.yaml", "        - bean:\n            id: read\n", """
				        - split:
				            simple: "${body}"
				            steps:
				              - validate:
				                  simple: "${body} is 'org.springframework.amqp.core.Message'"
				        - bean:
				            id: read
				"""))).singleElement()
			.asString()
			.startsWith(
					"article-store.camel.yaml:16: step validate fails on examples/*.json, as the article API gives them: PredicateValidationException: ");
	}

	@Test
	void keysMayBeWrittenWithDashesAsCamelTakesThem() {
		SortedMap<String, String> files = new TreeMap<>(good.files());
		BadEdit.replace("dead-letter.camel.yaml", "autoStartup: false", "auto-startup: false")
			.andThen(BadEdit.replace("article-store.camel.yaml", "routeConfigurationId", "route-configuration-id"))
			.andThen(BadEdit.replace("article-store.camel.yaml", "backOffMultiplier", "back-off-multiplier"))
			.accept(files);
		Report report = check.check(new Snapshot(files));
		assertThat(report.problems()).isEmpty();
		assertThat(report.version().autoStartup("dead-letter-replay")).isEqualTo("false");
		assertThat(report.version().signatures())
			.isEqualTo(new RoutesVersion(good, check.check(good).definitions()).signatures());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("io.newsbox.routes.BadEdit#all")
	void aBadEditIsFound(BadEdit edit) {
		assertThat(problems(edit.change())).containsExactly(edit.lines());
	}

	/** It is there if the step leads to it: nobody else calls it. */
	private static Consumer<SortedMap<String, String>> routeBesideFor(String step) {
		return (files) -> {
			if (step.contains("beside")) {
				files.put("beside.camel.yaml", """
						- route:
						    id: beside
						    routeConfigurationId: hold-in-outage
						    from:
						      uri: direct:beside
						      steps:
						        - log: beside
						""");
			}
		};
	}

	private static List<String> problems(Consumer<SortedMap<String, String>> edit) {
		SortedMap<String, String> files = new TreeMap<>(good.files());
		edit.accept(files);
		assertThat(files).as("the edit changes something").isNotEqualTo(good.files());
		return check.check(new Snapshot(files)).problems().stream().map(Problem::toString).toList();
	}

}
