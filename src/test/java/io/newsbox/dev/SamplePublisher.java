package io.newsbox.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.ConnectionFactory;
import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the files of {@code src/test/resources/samples} in the order of their names,
 * broken ones as they are: once at a pace to watch, and then slowly, again and again.
 * Duplicates are part of the job, and a file that was added meanwhile is sent, too. What
 * was sent is to be had from the article API, too.
 */
final class SamplePublisher implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(SamplePublisher.class);

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Path SAMPLES = Path.of("src", "test", "resources", "samples");

	private static final Duration FIRST_PACE = Duration.ofSeconds(1);

	private static final Duration LATER_PACE = Duration.ofSeconds(30);

	private final ScheduledExecutorService executor = Executors
		.newSingleThreadScheduledExecutor((work) -> new Thread(work, "samples"));

	private final Queue<Path> waiting = new ArrayDeque<>();

	private final ConnectionFactory factory;

	private final String exchange;

	private final String routingKey;

	private Duration pace = FIRST_PACE;

	private final ArticleApi api;

	private boolean silent;

	SamplePublisher(ConnectionFactory factory, String exchange, String routingKey, ArticleApi api) {
		this.factory = factory;
		this.exchange = exchange;
		this.routingKey = routingKey;
		this.api = api;
	}

	void start() {
		this.waiting.addAll(samples());
		LOG.info("{} samples wait to be published to exchange {} with routing key {}", this.waiting.size(),
				this.exchange, this.routingKey);
		later();
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

	private void next() {
		try {
			Path sample = this.waiting.peek();
			if (sample == null) {
				repeat();
			}
			else if (publish(sample)) {
				this.waiting.remove();
			}
		}
		catch (IOException | TimeoutException | RuntimeException ex) {
			waitAloud(ex.toString());
		}
		later();
	}

	private void later() {
		ScheduledFuture<?> ignored = this.executor.schedule(this::next, this.pace.toMillis(), TimeUnit.MILLISECONDS);
	}

	private boolean publish(Path sample) throws IOException, TimeoutException {
		String name = sample.getFileName().toString();
		String contentType = name.contains("cloudevent") ? "application/cloudevents+json" : "application/json";
		byte[] body = Files.readAllBytes(sample);
		// a connection each: a missing exchange closes the channel
		try (Publisher publisher = new Publisher(this.factory, this.exchange, this.routingKey)) {
			publisher.send(body, Publisher.properties().contentType(contentType).build());
			if (publisher.returned() > 0) {
				waitAloud("no queue is bound to it yet");
				return false;
			}
		}
		this.silent = false;
		hold(body);
		LOG.info("Published {} ({}, {} bytes)", name, contentType, body.length);
		return true;
	}

	private void hold(byte[] body) {
		try {
			JsonNode sample = JSON.readTree(body);
			(sample.isArray() ? sample : List.of(sample)).forEach((item) -> this.api.put(item.toString()));
		}
		catch (IOException ex) {
			// cut off: an API cannot serve what is not JSON
			LOG.debug("Not in the article API", ex);
		}
	}

	private void repeat() {
		this.pace = LATER_PACE;
		this.waiting.addAll(samples());
		LOG.info("All {} samples are published. They are repeated, one in {} s: each must leave the table as it is",
				this.waiting.size(), this.pace.toSeconds());
	}

	private void waitAloud(String reason) {
		if (!this.silent) {
			LOG.info("Exchange {} takes nothing ({}): trying again each {} s", this.exchange, reason,
					this.pace.toSeconds());
			this.silent = true;
		}
	}

	private static List<Path> samples() {
		try (Stream<Path> files = Files.list(SAMPLES)) {
			return files.filter((file) -> file.toString().endsWith(".json")).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("There are no samples in " + SAMPLES.toAbsolutePath(), ex);
		}
	}

}
