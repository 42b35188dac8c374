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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.core.NestedExceptionUtils;

/**
 * Route {@code article-store} and all that others call, in a Camel context of their own.
 * Items that are sent there leave it nowhere.
 */
final class Trial implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(Trial.class);

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
		var unused = send(List.of(item));
		return this.tracer;
	}

	/** Whether they came to an end, of whatever kind. */
	private boolean send(List<byte[]> items) {
		try {
			Exchange sent = this.producer.asyncSend(ENTRY, (exchange) -> {
				exchange.setVariable("origin", "broker");
				exchange.getMessage().setBody(items.stream().map(Message::new).toList());
			}).get(SECONDS, TimeUnit.SECONDS);
			this.tracer.ended(sent.getException());
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("newsbox stops", ex);
		}
		catch (ExecutionException ex) {
			this.tracer.ended(ex.getCause());
			return true;
		}
		catch (TimeoutException ex) {
			this.tracer.stuck(new IllegalStateException("it does not end within " + SECONDS + " s", ex));
			return false;
		}
	}

	/**
	 * Sends the items of the examples: all at once, which is quick, and if that fails one
	 * by one.
	 * @return the first step that would hold or park one; what it drops is its own affair
	 */
	Optional<Problem> problem(Path examples) {
		SortedMap<String, byte[]> items = items(examples);
		this.tracer.clear(true);
		if (!send(List.copyOf(items.values()))) {
			// so would be one of them
			return problem("*" + Examples.ITEM, this.tracer);
		}
		return (this.tracer.fault() == null) ? Optional.empty()
				: items.entrySet()
					.stream()
					.flatMap((item) -> problem(item.getKey(), send(item.getValue())).stream())
					.findFirst();
	}

	private static Optional<Problem> problem(String item, Tracer seen) {
		Fault fault = seen.fault();
		return (fault == null || (seen.held() == null && seen.parked() == null)) ? Optional.empty()
				: Optional.of(fault.problem("fails on examples/" + item + ": " + reason(fault.failure())));
	}

	/** Those that can be read; the others are left to the comparison. */
	private static SortedMap<String, byte[]> items(Path folder) {
		SortedMap<String, byte[]> items = new TreeMap<>();
		try {
			for (String name : Examples.names(folder)) {
				Path item = folder.resolve(name + Examples.ITEM);
				if (Files.isRegularFile(item) && Files.isReadable(item)) {
					items.put(name + Examples.ITEM, Files.readAllBytes(item));
				}
			}
		}
		catch (IOException ex) {
			LOG.debug("Not all examples are tried", ex);
		}
		return items;
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
	public void close() throws IOException {
		// waits for none of its threads
		this.producer.close();
		this.camel.shutdown();
	}

}
