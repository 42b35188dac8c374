package io.newsbox.console;

import java.net.http.HttpClient;
import java.time.Duration;

import io.newsbox.kit.NewsboxProcess;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;
import io.newsbox.kit.RunningNewsbox;
import io.newsbox.kit.SteadyFlow;
import io.newsbox.kit.UsePostgres;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A route that the operator stops behind the one that consumes. Messages that went back
 * to the queue, again and again, would be dropped by a quorum queue with a limit.
 */
@RealRabbit
@UsePostgres
class StoppedRouteIT {

	private final RunningNewsbox newsbox;

	StoppedRouteIT(RabbitNode node, Postgres postgres) {
		this.newsbox = new RunningNewsbox(node, postgres);
		this.newsbox.process.with("newsbox.intake.queue-type", "quorum")
			// until a batch finds that its route is stopped
			.with("camel.component.direct.timeout", 2000);
		node.ctl("set_policy", this.newsbox.exchange, this.newsbox.exchange, "{\"delivery-limit\":20}");
	}

	@AfterEach
	void stop() {
		this.newsbox.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "article-store", "article-upsert" })
	void batchesAreHeldUntilItIsStartedAgain(String route) throws Exception {
		this.newsbox.start();
		Visitor operator = new Visitor(HttpClient.newHttpClient(), this.newsbox.process.uri("/"))
			.withPassword("operator", NewsboxProcess.OPERATOR_PASSWORD);
		String mbean = "org.apache.camel:context=newsbox,type=routes,name=\"" + route + "\"";
		SteadyFlow flow = new SteadyFlow(this.newsbox::publisher).start();
		try (flow) {
			patience("items to flow").until(() -> this.newsbox.articles() > 100);
			assertThat(operator.call(mbean, "stop()")).isEqualTo(200);
			int before = this.newsbox.process.log().length();
			// not only once a minute, as the log does
			patience("the health to say so").atMost(Duration.ofSeconds(45))
				.until(() -> this.newsbox.process.get("/actuator/health").body().contains("is stopped"));
			assertThat(this.newsbox.process.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
			assertThat(this.newsbox.process.log().substring(before).lines().count()).as("lines logged").isLessThan(50);
			assertThat(operator.call(mbean, "start()")).isEqualTo(200);
			int sent = flow.sent();
			patience("items to flow again").until(() -> this.newsbox.articles() > sent);
		}
		this.newsbox.awaitArticles(flow.sent(), Duration.ofSeconds(60));
		this.newsbox.awaitEmptyQueue();
	}

	private static ConditionFactory patience(String what) {
		return await(what).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
	}

}
