package io.newsbox.routes;

import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is in a route while the route is taken away. */
final class InFlight {

	private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);

	private static final int LOOK_MILLIS = 5;

	/** How long a batch usually takes at most. */
	private static final int BATCH_MILLIS = 1000;

	private final CamelContext camel;

	InFlight(CamelContext camel) {
		this.camel = camel;
	}

	/**
	 * Lets nobody else in and waits a while for the end. Camel looks only once a second.
	 */
	void finish(String route) throws InterruptedException {
		Route running = this.camel.getRoute(route);
		if (running != null && running.getConsumer() instanceof DirectConsumer consumer) {
			consumer.suspend();
			awaitEnd(route);
		}
	}

	/**
	 * Waits until nothing is in it, a second at most.
	 * @return whether nothing is
	 */
	boolean awaitEnd(String route) throws InterruptedException {
		for (int waited = 0; isIn(route) && waited < BATCH_MILLIS; waited += LOOK_MILLIS) {
			TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
		}
		return !isIn(route);
	}

	/**
	 * Lets come again what a step does not let go of: it is put back where it came from,
	 * and its thread is left to itself.
	 */
	void comesAgain() {
		for (Route route : this.camel.getRoutes()) {
			Consumer source = route.getConsumer();
			if (!(source instanceof DirectConsumer) && isIn(route.getRouteId())) {
				LOG.warn("A step that was taken away does not end. What {} had in flight comes again",
						route.getRouteId());
				// without the route, which would wait for it
				source.stop();
				source.start();
			}
		}
	}

	private boolean isIn(String route) {
		return this.camel.getInflightRepository().size(route) > 0;
	}

}
