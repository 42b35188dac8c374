package io.newsbox.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One who takes messages from the queue into the table.
 *
 * @param name as the table shows it
 * @param command what starts it; everything else is in the environment
 */
record Peer(String name, List<String> command) {

	/** The same for all. */
	static final String JVM_OPTIONS = "-Xmx256m -XX:+UseSerialGC";

	/** newsbox, as its package starts it. */
	static Peer newsbox() {
		try (var versions = Files.list(Path.of("target", "dist"))) {
			Path home = versions.findFirst().orElseThrow();
			return new Peer("newsbox", List.of(home.resolve("bin/newsbox").toAbsolutePath().toString()));
		}
		catch (Exception ex) {
			throw new IllegalStateException("There is no package: mvn -Pdist -DskipTests package makes it", ex);
		}
	}

	static List<Peer> all() {
		return List.of(newsbox(), java("Spring Cloud Stream, one by one", "StreamOneByOne", (jar) -> true),
				java("Spring Cloud Stream, batch mode", "StreamBatch", (jar) -> true),
				java("Spring AMQP ×4, one by one", "ListenerOneByOne", Peer::isNotOfStream),
				java("Spring AMQP, batches", "ListenerBatch", Peer::isNotOfStream),
				java("plain client, JDBC batches", "PlainClient", Peer::isNotOfStream));
	}

	/** Only what a peer needs is on its class path, or it would start more slowly. */
	private static Peer java(String name, String main, Predicate<String> needs) {
		String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(needs)
			.map((entry) -> Path.of(entry).toAbsolutePath().toString())
			.collect(Collectors.joining(File.pathSeparator));
		List<String> command = new ArrayList<>(List.of("java"));
		command.addAll(List.of(JVM_OPTIONS.split(" ")));
		command.addAll(List.of("-cp", classPath, "io.newsbox.bench.peer." + main));
		return new Peer(name, command);
	}

	private static boolean isNotOfStream(String jar) {
		return !jar.matches(".*(spring-cloud|spring-integration|hibernate-validator|zonky|flyway).*");
	}

}
