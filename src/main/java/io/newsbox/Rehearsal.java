package io.newsbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.camel.ProducerTemplate;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;

/**
 * A start during which the JVM sees what a start takes, for its archive of classes.
 * <p>
 * There is neither broker nor database, whatever the settings say, so that it can be done
 * while newsbox is built, and beside one that runs. The classes that only they would
 * bring are loaded by name.
 */
final class Rehearsal {

	private static final String[] ALONE = { "--spring.rabbitmq.addresses=127.0.0.1:1",
			"--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none", "--newsbox.fallback.article-api-url=",
			"--server.address=127.0.0.1", "--server.port=0", "--server.ssl.enabled=false" };

	private static final List<String> DRIVERS = List.of("com/rabbitmq/client", "com/zaxxer/hikari", "org/flywaydb/core",
			"org/flywaydb/database/postgresql", "org/postgresql", "org/springframework/amqp");

	private static final String ITEM = """
			{"uri":"urn:newsbox:rehearsal","type":"text","versioncreated":"2026-01-01T00:00:00Z","headline":"Rehearsal"}""";

	private static final int SETTLES_SECONDS = 3;

	private Rehearsal() {
	}

	public static void main(String[] args) {
		// the log is written, since that takes classes, too, but not shown
		System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
		try (ConfigurableApplicationContext newsbox = SpringApplication.run(NewsboxApplication.class, ALONE)) {
			for (String driver : DRIVERS) {
				load(driver);
			}
			store(newsbox.getBean(ProducerTemplate.class));
			look(newsbox.getEnvironment().getRequiredProperty("local.management.port"));
			TimeUnit.SECONDS.sleep(SETTLES_SECONDS);
		}
		catch (Exception ex) {
			ex.printStackTrace();
			System.exit(1);
		}
		System.exit(0);
	}

	/** It gets as far as the database. */
	private static void store(ProducerTemplate routes) {
		var unused = routes.asyncSend("direct:article-store", (exchange) -> {
			exchange.setVariable("origin", "broker");
			exchange.getMessage().setBody(ITEM);
		});
	}

	private static void look(String port) throws IOException {
		try (var page = URI.create("http://127.0.0.1:" + port + "/actuator/health/liveness").toURL().openStream()) {
			page.readAllBytes();
		}
	}

	private static void load(String packageName) throws IOException {
		var classes = new SimpleMetadataReaderFactory();
		for (Resource file : new PathMatchingResourcePatternResolver()
			.getResources(ResourcePatternResolver.CLASSPATH_ALL_URL_PREFIX + packageName + "/**/*.class")) {
			try {
				Class.forName(classes.getMetadataReader(file).getClassMetadata().getClassName(), false,
						Rehearsal.class.getClassLoader());
			}
			catch (ClassNotFoundException | LinkageError ex) {
				// it is for a library that is not there
			}
		}
	}

}
