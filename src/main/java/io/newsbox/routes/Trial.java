package io.newsbox.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.SimpleRegistry;

import org.springframework.amqp.core.Message;
import org.springframework.core.NestedExceptionUtils;

/**
 * Route {@code article-store} and those that it leads to, in a Camel context of their
 * own. Items that are sent there leave it nowhere.
 */
final class Trial implements AutoCloseable {

	/** A bean that the routes cannot do without. */
	static final String ARTICLES = "articles";

	/**
	 * What comes in before it may be of another format, that only its own route knows.
	 */
	private static final String ENTRY = "direct:article-store";

	private static final int SECONDS = 20;

	private final DefaultCamelContext camel;

	private final ProducerTemplate producer;

	private final Tracer tracer = new Tracer();

	/**
	 * @param articles makes that bean, which sends rows through another context
	 */
	Trial(Scratch scratch, Function<ProducerTemplate, ?> articles) throws Exception {
		SimpleRegistry standIns = new SimpleRegistry();
		this.camel = scratch.context(standIns);
		// it says that it starts, whatever the summary level
		this.camel.getCamelContextExtension().setName("trial of the route files");
		this.producer = this.camel.createProducerTemplate();
		standIns.bind(ARTICLES, articles.apply(this.producer));
		this.camel.getCamelContextExtension().addInterceptStrategy(this.tracer);
		this.camel.getCamelContextExtension().registerEndpointCallback(this.tracer::standIn);
		this.camel.getShutdownStrategy().setTimeout(1);
		for (RouteDefinition route : Reading.routes(this.camel, scratch.snapshot().routeTexts())) {
			if (route.getInput().getEndpointUri().startsWith("direct:")) {
				route.setAutoStartup("true");
				this.camel.addRouteDefinition(route);
			}
		}
		this.camel.start();
	}

	/**
	 * Sends an item.
	 * @return what was seen of it
	 */
	Tracer send(byte[] item) {
		this.tracer.clear(false);
		send(List.of(item));
		return this.tracer;
	}

	private void send(List<byte[]> items) {
		try {
			Exchange sent = this.producer.asyncSend(ENTRY, (exchange) -> {
				exchange.setVariable("origin", "broker");
				exchange.getMessage().setBody(items.stream().map(Message::new).toList());
			}).get(SECONDS, TimeUnit.SECONDS);
			this.tracer.ended(sent.getException());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			this.tracer.stuck(new IllegalStateException("it does not end within " + SECONDS + " s", ex));
		}
	}

	/**
	 * Sends the items of the examples: all at once, which is quick, and if that fails one
	 * by one.
	 * @return the first step that would hold or park one; what it drops is its own affair
	 */
	Optional<Problem> problem(Path examples) throws IOException {
		SortedMap<String, byte[]> items = items(examples);
		this.tracer.clear(true);
		send(List.copyOf(items.values()));
		return (this.tracer.fault() == null) ? Optional.empty()
				: items.entrySet()
					.stream()
					.flatMap((item) -> problem(examples.getFileName() + "/" + item.getKey(), item.getValue()).stream())
					.findFirst();
	}

	private static SortedMap<String, byte[]> items(Path folder) throws IOException {
		SortedMap<String, byte[]> items = new TreeMap<>();
		for (String name : Examples.names(folder)) {
			Path item = folder.resolve(name + Examples.ITEM);
			if (Files.exists(item)) {
				items.put(name + Examples.ITEM, Files.readAllBytes(item));
			}
		}
		return items;
	}

	private Optional<Problem> problem(String name, byte[] item) {
		Tracer seen = send(item);
		Fault fault = seen.fault();
		return (fault == null || (seen.held() == null && seen.parked() == null)) ? Optional.empty()
				: Optional.of(fault.problem("fails on " + name + ": " + reason(fault.failure())));
	}

	private static String reason(Throwable failure) {
		if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof JsonQueryException fault) {
			// ours explain themselves
			boolean isOfJq = fault.getClass().getPackage() == JsonQueryException.class.getPackage();
			return fault.getMessage() + (isOfJq ? ". What an item lacks is null: write (.language // \"\"), say" : "");
		}
		return Causes.text(failure).replaceFirst(" on (?:the exchange|.*Message).*", "");
	}

	@Override
	public void close() {
		this.camel.shutdown();
	}

}
