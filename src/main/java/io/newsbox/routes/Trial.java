package io.newsbox.routes;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.SimpleRegistry;

import org.springframework.amqp.core.Message;

/**
 * Route {@code article-store} and all that others call, in a Camel context of their own.
 * Items that are sent there leave it nowhere.
 */
final class Trial implements AutoCloseable {

	/** A bean that the routes cannot do without. */
	static final String ARTICLES = "articles";

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
		try {
			start(scratch.snapshot().routeTexts());
		}
		catch (Exception ex) {
			close();
			throw ex;
		}
	}

	private void start(Map<String, String> texts) throws Exception {
		for (RouteDefinition route : CamelYaml.routes(this.camel, texts)) {
			if (route.getInput().getEndpointUri().startsWith("direct:")) {
				route.setAutoStartup("true");
				this.camel.addRouteDefinition(route);
			}
		}
		this.camel.start();
		if (!this.camel.isStarted()) {
			throw new IllegalStateException("Camel does not start their trial");
		}
	}

	/**
	 * Sends items as one batch.
	 * @param items messages of the broker, or bytes from the article API
	 * @param origin where they are from
	 * @param toFirstFault whether nothing more is to be done after one
	 * @return what was seen of them
	 */
	Tracer send(List<?> items, String origin, boolean toFirstFault) {
		this.tracer.clear(toFirstFault);
		try {
			Exchange sent = this.producer.asyncSend(Deliveries.STORE, (exchange) -> {
				exchange.setVariable("origin", origin);
				exchange.getMessage().setBody(items);
			}).get(SECONDS, TimeUnit.SECONDS);
			this.tracer.ended(sent.getException());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("newsbox stops", ex);
		}
		catch (ExecutionException ex) {
			this.tracer.ended(ex.getCause());
		}
		catch (TimeoutException ex) {
			this.tracer.stuck(new IllegalStateException("it does not end within " + SECONDS + " s"));
		}
		return this.tracer;
	}

	/** Sends one as the broker does. */
	Tracer send(byte[] item) {
		return send(List.of(new Message(item)), "broker", false);
	}

	@Override
	public void close() throws IOException {
		// waits for none of its threads
		this.producer.close();
		this.camel.shutdown();
	}

}
