package io.newsbox.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * The routes that run, and their exchange for others.
 * <ol>
 * <li>Routes that are gone or changed are taken away, callers first. Those who call a
 * {@code direct:} route wait meanwhile, and what is in flight in it ends on the old
 * version, within {@value #IN_FLIGHT_SECONDS} s; after that, as at a stop, it goes back
 * to where it came from. Where a step does not let it go, the route that it came from is
 * started anew once the new version is there.</li>
 * <li>New and changed ones are added, callers last. A changed route runs again if it ran;
 * one that was stopped stays stopped.</li>
 * <li>If that fails, the same is done with the previous version.</li>
 * </ol>
 */
final class LiveRoutes {

	private static final int IN_FLIGHT_SECONDS = 5;

	private final ModelCamelContext camel;

	private final InFlight inFlight;

	private final BooleanSupplier nothingIsHeld;

	private RoutesVersion running = new RoutesVersion(Snapshot.NONE, List.of());

	/** States of routes that should have come back after a failure, and did not. */
	private Map<String, ServiceStatus> lost = Map.of();

	/**
	 * @param nothingIsHeld whether no batch is held in an outage, which ends by itself
	 */
	LiveRoutes(CamelContext camel, RouteFolder folder, BooleanSupplier nothingIsHeld) {
		this.nothingIsHeld = nothingIsHeld;
		this.camel = (ModelCamelContext) camel;
		this.inFlight = new InFlight(camel);
		camel.getRegistry()
			.bind(SnapshotResolver.BEAN, new SnapshotResolver(folder.path(), () -> this.running.snapshot()));
	}

	RoutesVersion running() {
		return this.running;
	}

	/**
	 * Exchanges what has changed.
	 * @return routes that were taken away, added or exchanged, in words
	 * @throws Exception when that fails; the previous version runs again then
	 * @throws NothingRunsException when that fails, too
	 */
	String become(RoutesVersion next) throws Exception {
		RoutesVersion previous = this.running;
		Set<String> gone = previous.notIn(next);
		Set<String> come = next.notIn(previous);
		Map<String, ServiceStatus> states = states(gone);
		if (!this.lost.isEmpty()) {
			gone.addAll(this.lost.keySet());
			states.putAll(this.lost);
			next.signatures().keySet().stream().filter((id) -> isAbsent(id) || gone.contains(id)).forEach(come::add);
		}
		try {
			boolean done = remove(previous.inOrder(gone));
			add(next, next.inOrder(come), previous, states);
			this.lost = Map.of();
			if (!done && this.nothingIsHeld.getAsBoolean()) {
				this.inFlight.comesAgain();
			}
		}
		catch (InterruptedException ex) {
			// newsbox stops: nothing is to come back
			throw ex;
		}
		catch (Exception ex) {
			restore(previous, gone, come, states, ex);
			throw ex;
		}
		return words(gone, come);
	}

	private static String words(Set<String> gone, Set<String> come) {
		List<String> words = new ArrayList<>();
		say("exchanged ", come.stream().filter(gone::contains), words);
		say("added ", come.stream().filter((id) -> !gone.contains(id)), words);
		say("took away ", gone.stream().filter((id) -> !come.contains(id)), words);
		return words.isEmpty() ? "no route has changed" : String.join("; ", words);
	}

	private static void say(String what, Stream<String> routes, List<String> words) {
		String ids = routes.sorted().collect(Collectors.joining(", "));
		if (!ids.isEmpty()) {
			words.add(what + ids);
		}
	}

	private void restore(RoutesVersion previous, Collection<String> gone, Collection<String> come,
			Map<String, ServiceStatus> states, Exception cause) throws NothingRunsException {
		try {
			Set<String> all = new HashSet<>(gone);
			all.addAll(come);
			remove(List.copyOf(all));
			add(previous, previous.inOrder(gone), previous, states);
		}
		catch (Exception ex) {
			cause.addSuppressed(ex);
			this.lost = states;
			throw new NothingRunsException(cause);
		}
	}

	private boolean isAbsent(String id) {
		return this.camel.getRoute(id) == null;
	}

	private Map<String, ServiceStatus> states(Collection<String> routes) {
		Map<String, ServiceStatus> states = new LinkedHashMap<>();
		routes.forEach((id) -> states.put(id, this.camel.getRouteController().getRouteStatus(id)));
		return states;
	}

	/** Whether nothing is left in flight in them. */
	private boolean remove(List<String> routes) throws Exception {
		boolean done = true;
		List<String> callersFirst = new ArrayList<>(routes);
		Collections.reverse(callersFirst);
		for (String id : callersFirst) {
			RouteDefinition definition = this.camel.getRouteDefinition(id);
			if (definition != null) {
				this.inFlight.finish(id);
				this.camel.getRouteController().stopRoute(id, IN_FLIGHT_SECONDS, TimeUnit.SECONDS);
				done &= this.inFlight.awaitEnd(id);
				if (!this.camel.removeRoute(id)) {
					// it could not be built
					this.camel.removeRouteDefinition(definition);
				}
			}
		}
		return done;
	}

	private void add(RoutesVersion version, List<String> routes, RoutesVersion previous,
			Map<String, ServiceStatus> states) throws Exception {
		this.running = version;
		Map<String, RouteDefinition> built = build(version);
		for (String id : routes) {
			RouteDefinition route = Objects.requireNonNull(built.get(id), id);
			ServiceStatus before = states.get(id);
			String autoStartup = route.getAutoStartup();
			if (before != null && sameStart(version, previous, id)) {
				route.setAutoStartup(String.valueOf(before.isStarted() || before.isStarting()));
			}
			this.camel.addRouteDefinition(route);
			route.setAutoStartup(autoStartup);
		}
	}

	private static boolean sameStart(RoutesVersion version, RoutesVersion previous, String id) {
		return version.autoStartup(id).equals(previous.autoStartup(id));
	}

	/** By id. Configurations only count while the routes that use them are built. */
	private Map<String, RouteDefinition> build(RoutesVersion version) throws Exception {
		for (RouteConfigurationDefinition old : List.copyOf(this.camel.getRouteConfigurationDefinitions())) {
			this.camel.removeRouteConfiguration(old);
		}
		Map<String, RouteDefinition> routes = new LinkedHashMap<>();
		CamelYaml.routes(this.camel, version.snapshot().routeTexts())
			.forEach((route) -> routes.put(route.getRouteId(), route));
		return routes;
	}

}
