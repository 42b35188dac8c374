package io.newsbox.routes;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.apache.camel.ProducerTemplate;

import org.springframework.context.ApplicationContext;

/**
 * Says whether route files may be used. A check that does not end is given up: a file may
 * hold what takes for ever, and newsbox has to start, or to look at the next edit.
 */
final class Check {

	/**
	 * For one check; a usual one takes a second, and some at a start on a busy machine.
	 */
	static final Duration LIMIT = Duration.ofMinutes(1);

	private final ApplicationContext application;

	private final RouteFolder folder;

	private final Set<String> calledByCode;

	private final Function<ProducerTemplate, ?> articles;

	private final Duration limit;

	private final UnknownSettings unknownSettings;

	/**
	 * @param calledByCode endpoints that newsbox itself sends to, and ids of routes that
	 * it starts
	 * @param articles makes bean {@code articles} for routes that are only tried
	 * @param limit of the time that a check may take
	 */
	Check(ApplicationContext application, RouteFolder folder, Set<String> calledByCode,
			Function<ProducerTemplate, ?> articles, Duration limit) {
		this.application = application;
		this.folder = folder;
		this.calledByCode = calledByCode;
		this.articles = articles;
		this.limit = limit;
		this.unknownSettings = new UnknownSettings(application.getEnvironment());
	}

	/** Checks what has to be right for the files that are there now to run. */
	Report toRun() {
		return read(this::check);
	}

	/**
	 * Checks everything: also the settings, and whether the examples are mapped as
	 * expected.
	 * @param database whether the database is asked to look at the statements, which it
	 * has to be there for
	 */
	Report all(boolean database) {
		Report report = read((files) -> check(files, database ? AskDatabase.ALWAYS : AskDatabase.NEVER, true));
		return report.with(unknownSettings(report)).with(this.folder.strays());
	}

	/** What is no reason not to run: also where the settings lead to no files. */
	List<Problem> warnings(Report report) {
		List<Problem> warnings = new ArrayList<>(unknownSettings(report));
		warnings.addAll(this.folder.strays());
		warnings.addAll(Examples.missing(this.folder.examples()));
		warnings.addAll(report.tally().notes());
		if (report.tally().isEmpty()) {
			warnings.add(new Problem(this.folder.examples().toString(), 0, "none of the " + report.tally().examples()
					+ " examples would be stored, as far as that is known without what lies outside: is that what is meant?"));
		}
		return warnings;
	}

	private List<Problem> unknownSettings(Report report) {
		return this.unknownSettings.problems(report.snapshot());
	}

	private Report read(Function<Snapshot, Report> checked) {
		try {
			return checked.apply(this.folder.read());
		}
		catch (IOException ex) {
			return failed(this.folder.unreadable(ex), Snapshot.NONE);
		}
	}

	/** Checks what has to be right for the files to run. */
	Report check(Snapshot snapshot) {
		return check(snapshot, AskDatabase.NEVER);
	}

	Report check(Snapshot snapshot, AskDatabase database) {
		return check(snapshot, database, false);
	}

	/** To try files that are fine. */
	Trial trial(Snapshot snapshot) throws Exception {
		try (Scratch scratch = scratch(snapshot)) {
			return new Trial(scratch, this.articles);
		}
	}

	Scratch scratch(Snapshot snapshot) {
		return new Scratch(this.application, this.folder, snapshot);
	}

	private Report check(Snapshot snapshot, AskDatabase database, boolean expectations) {
		if (snapshot.routeFiles().isEmpty()) {
			return failed(ofFolder(
					"no *" + Snapshot.ROUTES + " in it; newsbox.routes-directory names the folder of the route files"),
					snapshot);
		}
		try {
			Inspection inspection = new Inspection(scratch(snapshot), this.calledByCode, this.articles);
			return inTime(() -> inspection.report(database, expectations))
				.orElseGet(() -> failed(endless(inspection.now()), snapshot));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return failed(ofFolder("newsbox stops"), snapshot);
		}
		catch (Exception | Error ex) {
			return failed(ofFolder("cannot be checked: " + Causes.text(ex)), snapshot);
		}
	}

	/** Empty if it does not end. */
	private Optional<Report> inTime(Callable<Report> inspection) throws InterruptedException, ExecutionException {
		FutureTask<Report> run = new FutureTask<>(inspection);
		Thread thread = new Thread(run, "route-check");
		thread.setDaemon(true);
		thread.start();
		try {
			return Optional.of(run.get(this.limit.toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (TimeoutException ex) {
			return Optional.empty();
		}
		finally {
			run.cancel(true);
		}
	}

	private Problem endless(Problem now) {
		return new Problem(now.file(), 0, "the check does not end within " + this.limit.toSeconds() + " s, it is still "
				+ now.text() + "; take back the last change");
	}

	private Problem ofFolder(String text) {
		return new Problem(this.folder.path().toString(), 0, text);
	}

	private static Report failed(Problem problem, Snapshot snapshot) {
		return new Report(List.of(problem), snapshot, List.of(), Tally.NONE);
	}

}
