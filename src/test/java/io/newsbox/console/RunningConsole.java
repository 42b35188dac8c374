package io.newsbox.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import javax.net.ssl.SSLContext;

import io.newsbox.NewsboxApplication;
import io.newsbox.kit.Certificate;
import io.newsbox.kit.Ports;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * newsbox with all its routes, but neither broker nor database nor article API, and with
 * TLS as the README shows it. Its secrets are known here.
 */
final class RunningConsole implements AutoCloseable {

	static final String CAMEL = "org.apache.camel:context=console-test,type=";

	/** A system property, as a password passed by {@code -D} is. */
	private static final String PASSED = "newsbox.test.passed-by-argument";

	private final Map<String, String> settings = new TreeMap<>();

	private final ConfigurableApplicationContext context;

	private final SSLContext trust;

	RunningConsole(Path directory) {
		System.setProperty(PASSED, secret("argument"));
		set("newsbox.console.viewer-password", secret("viewer"));
		set("newsbox.console.operator-password", secret("operator"));
		set("newsbox.fallback.authorization", secret("article-api"));
		set("spring.rabbitmq.port", "" + Ports.free());
		set("spring.rabbitmq.password", secret("broker"));
		set("spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/news");
		set("spring.datasource.username", "news");
		set("spring.datasource.password", secret("database"));
		Certificate certificate = new Certificate(directory, secret("keystore"));
		set("spring.ssl.bundle.jks.console.keystore.location", certificate.keystore().toUri().toString());
		set("spring.ssl.bundle.jks.console.keystore.password", secret("keystore"));
		set("server.ssl.bundle", "console");
		set("server.port", "0");
		set("camel.main.name", "console-test");
		set("camel.main.shutdown-timeout", "5");
		set("spring.main.banner-mode", "off");
		this.context = new SpringApplicationBuilder(NewsboxApplication.class).run(this.settings.entrySet()
			.stream()
			.map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
			.toArray(String[]::new));
		this.trust = certificate.trust();
	}

	/** The password of a user, or any other secret that newsbox has. */
	static String secret(String name) {
		return "secret-of-" + name;
	}

	/** All that must never be shown. */
	static Set<String> secrets() {
		return Set.of(secret("viewer"), secret("operator"), secret("article-api"), secret("broker"), secret("database"),
				secret("keystore"), secret("argument"));
	}

	Visitor visitor() {
		HttpClient http = HttpClient.newBuilder().sslContext(this.trust).build();
		return new Visitor(http, URI
			.create("https://127.0.0.1:" + this.context.getEnvironment().getRequiredProperty("local.server.port")));
	}

	/** A program, with a password in each request. */
	Visitor program(String user) {
		return visitor().withPassword(user, secret(user));
	}

	/** A person, logged in through the form. */
	Visitor person(String user) throws IOException, InterruptedException {
		Visitor person = visitor();
		HttpResponse<String> answer = person.logIn(user, secret(user));
		if (!answer.headers().firstValue("Location").orElse("").endsWith("/actuator/hawtio/")) {
			throw new IllegalStateException("No login for " + user + ": " + answer);
		}
		return person;
	}

	@Override
	public void close() {
		this.context.close();
		System.clearProperty(PASSED);
	}

	private void set(String name, String value) {
		this.settings.put(name, value);
	}

}
