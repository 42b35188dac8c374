package io.newsbox.routes;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationContext;

/**
 * The route files in use, and what becomes of an edit.
 * <ol>
 * <li>An edit is checked first; where anything is wrong it is refused, and what runs
 * keeps running.</li>
 * <li>Routes that have changed are exchanged; the others are not touched.</li>
 * <li>If that fails the previous files' routes come back, and the edit is refused.</li>
 * <li>What is refused is said once for each edit. It is over when the files are good, or
 * as they were before.</li>
 * </ol>
 */
public final class Routes {

	private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

	private final RouteFolder folder;

	private final Check check;

	private final Clock clock;

	private final LiveRoutes live;

	private final RouteWatch watch;

	private final boolean reloads;

	private final BooleanSupplier databaseIsUsable;

	private volatile RoutesState state = RoutesState.NONE;

	private final RoutesLog log = new RoutesLog();

	/** On what runs. */
	private Report report = Report.NONE;

	/**
	 * Those with which what runs was found good; an example that fails would end a start.
	 */
	private Map<String, List<Object>> examples = Map.of();

	/**
	 * @param calledByCode endpoints that newsbox itself sends to, and ids of routes that
	 * it starts
	 * @param articles makes bean {@code articles} for routes that are only tried
	 * @param databaseIsUsable whether the database can now look at the statements of an
	 * edit, without being waited for, and no batch waits for it
	 */
	public Routes(ApplicationContext application, CamelContext camel, RoutesProperties properties, Clock clock,
			Set<String> calledByCode, Function<ProducerTemplate, ?> articles, BooleanSupplier databaseIsUsable) {
		this.folder = new RouteFolder(properties.routesDirectory());
		this.check = new Check(application, this.folder, calledByCode, articles, Check.LIMIT);
		this.clock = clock;
		this.live = new LiveRoutes(camel, this.folder, databaseIsUsable);
		this.watch = new RouteWatch(this.folder, this::reload);
		this.reloads = properties.routesReload();
		this.databaseIsUsable = databaseIsUsable;
	}

	/**
	 * Gives Camel, which is about to start, the routes.
	 * @throws RuntimeException when there is anything wrong with the files; says what
	 */
	public synchronized void load() {
		this.examples = this.folder.stampOfExamples();
		Report report = this.check.toRun();
		this.log.warn(this.check.warnings(report));
		this.report = report;
		if (!report.isFine()) {
			throw new BadRoutesException(report.problems());
		}
		try {
			this.live.become(report.version());
		}
		catch (Exception ex) {
			throw new BadRoutesException(List.of(new Problem(this.folder.path().toString(), 0, Causes.text(ex))));
		}
		this.state = this.state.running(this.live.running(), this.clock.instant());
	}

	/** Begins to look at the files for edits, unless that is turned off. */
	public void watch() {
		if (this.reloads) {
			this.watch.start();
		}
	}

	/** Stops to look at them. */
	public void close() {
		this.watch.close();
	}

	/** For those who ask about the files, and use nothing. */
	Check check() {
		return this.check;
	}

	/**
	 * Uses the files as they are now, if they are good.
	 * @return what became of that
	 */
	synchronized String reload() {
		try {
			return consider(this.folder.read());
		}
		catch (IOException ex) {
			return refuse(List.of(this.folder.unreadable(ex)), this.live.running().snapshot());
		}
	}

	private String consider(Snapshot now) {
		boolean same = now.equals(this.live.running().snapshot()) && !this.state.broken();
		Map<String, List<Object>> examplesNow = this.folder.stampOfExamples();
		if (!same || !examplesNow.equals(this.examples)) {
			Report report = this.check.check(now,
					(!same && this.databaseIsUsable.getAsBoolean()) ? AskDatabase.IF_IT_ANSWERS : AskDatabase.NEVER);
			if (!report.isFine()) {
				// a file may be missing for its new name
				return refuse(report.with(this.folder.strays()).problems(), now);
			}
			if (!same) {
				return apply(report, examplesNow);
			}
			this.examples = examplesNow;
			this.report = report;
		}
		this.log.warn(this.check.warnings(this.report));
		if (this.state.lastError() != null) {
			LOG.info("The route files are again as they run");
		}
		this.state = this.state.good();
		return "The route files have not changed";
	}

	private String apply(Report report, Map<String, List<Object>> examplesNow) {
		RoutesVersion next = report.version();
		List<String> files = next.snapshot().differences(this.live.running().snapshot());
		Instant begin = this.clock.instant();
		try {
			String routes = this.live.become(next);
			this.state = this.state.running(next, this.clock.instant());
			this.examples = examplesNow;
			this.log.warn(this.check.warnings(report));
			String said = this.log.reloaded(files, routes, Duration.between(begin, this.clock.instant()),
					report.tally().words(this.report.tally()));
			this.report = report;
			return said;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "newsbox stops";
		}
		catch (NothingRunsException ex) {
			LOG.error("Neither these route files nor those before them run", ex);
			String error = "Routes are missing: neither these files nor those before them run: " + Causes.text(ex)
					+ ". Correct the files, or restart newsbox";
			this.state = this.state.broken(error);
			return error;
		}
		catch (Exception ex) {
			LOG.debug("Applying failed", ex);
			return refuse(List.of(new Problem("*" + Snapshot.ROUTES, 0,
					"cannot be started, the previous files run again: " + Causes.text(ex))), next.snapshot());
		}
	}

	private String refuse(List<Problem> problems, Snapshot next) {
		String error = this.log.refused(next.differences(this.live.running().snapshot()), problems);
		this.state = this.state.refused(error);
		return "Refused, what runs keeps running:" + System.lineSeparator() + error;
	}

	RoutesState state() {
		return this.state;
	}

}
