package io.newsbox.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import io.newsbox.kit.Certificate;
import io.newsbox.kit.Load;
import io.newsbox.kit.Ports;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;
import io.newsbox.kit.RunningNewsbox;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A broker with TLS, as the README shows it. */
@RealRabbit
@UsePostgres
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {

	private static final String PASSWORD = "of the tests";

	/** The JVM's words. */
	private static final String UNTRUSTED = "SSLHandshakeException: PKIX path validation failed";

	private final int port = Ports.free();

	private final Certificate certificate;

	private final RabbitNode node;

	private final Postgres postgres;

	private RunningNewsbox newsbox;

	TlsIT(@TempDir Path directory, Postgres postgres) {
		this.certificate = new Certificate(directory, PASSWORD);
		this.node = RabbitNode.withTls(this.port, this.certificate);
		this.postgres = postgres;
	}

	@BeforeAll
	void startNode() {
		this.node.start();
	}

	@AfterAll
	void closeNode() {
		this.node.close();
	}

	@BeforeEach
	void prepare() {
		this.newsbox = new RunningNewsbox(this.node, this.postgres);
		this.newsbox.process.with("spring.rabbitmq.port", this.port);
	}

	@AfterEach
	void clean() {
		this.newsbox.close();
	}

	@Test
	void itemsComeFromABrokerWhoseCertificateIsTrusted() throws Exception {
		trust(this.certificate);
		this.newsbox.start();
		try (Publisher publisher = this.newsbox.publisher()) {
			publisher.send(Load.item(1, Instant.parse("2026-01-31T10:15:00Z")));
		}
		this.newsbox.awaitArticles(1, Duration.ofSeconds(60));
		assertThat(this.node.ctl("list_connections", "ssl")).doesNotContain("false");
	}

	@Test
	void aBrokerWithAnotherCertificateIsNotTalkedTo(@TempDir Path other) throws Exception {
		trust(new Certificate(other, PASSWORD));
		this.newsbox.process.start().awaitLog("No subscription yet: .*" + UNTRUSTED);
		this.newsbox.process.awaitLive();
		assertThat(this.newsbox.process.get("/actuator/health").body()).contains(UNTRUSTED);
	}

	@Test
	void aBrokerWithTheCertificateOfAnotherServerIsNotTalkedTo() throws Exception {
		trust(this.certificate);
		this.newsbox.process.with("spring.rabbitmq.host", "localhost").start();
		this.newsbox.process.awaitLog("No subscription yet: SSLHandshakeException: No name matching localhost found");
		assertThat(this.node.ctl("list_connections", "ssl")).isEmpty();
	}

	private void trust(Certificate trusted) {
		this.newsbox.process
			.with("spring.ssl.bundle.pem.broker.truststore.certificate", "file:" + trusted.certificate())
			.with("spring.rabbitmq.ssl.enabled", true)
			.with("spring.rabbitmq.ssl.bundle", "broker");
	}

}
