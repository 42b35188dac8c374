package io.newsbox.routes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationContext;

/**
 * Finds all that is wrong with the route files, in one run, and lets nothing out.
 * <ol>
 * <li>Each file is read as YAML, and then by Camel.</li>
 * <li>Rules look at each place of it: endpoints, options, beans, expressions, settings,
 * and the files that they name.</li>
 * <li>Rules look at all files together: ids, who calls whom, and whether a message gets
 * to where it is stored.</li>
 * <li>A route in which nothing was found is built, as it would be to be started, in case
 * Camel knows of something that no rule does.</li>
 * <li>The examples are mapped, and sent through the routes.</li>
 * </ol>
 * What a file makes one of these throw is a problem like any other: nothing is ever
 * thrown.
 */
final class Check {

	private static final Logger LOG = LoggerFactory.getLogger(Check.class);

	private static final List<Rule> RULES = List.of(new Placeholders(), new Endpoints(), new Beans(), new Expressions(),
			new IntakeOptions());

	private final ApplicationContext application;

	private final RouteFolder folder;

	private final Set<String> calledByCode;

	private final Function<ProducerTemplate, ?> articles;

	private final UnknownSettings unknownSettings;

	/**
	 * @param calledByCode endpoints that newsbox itself sends to, and ids of routes that
	 * it starts
	 * @param articles makes bean {@code articles} for routes that are only tried
	 */
	Check(ApplicationContext application, RouteFolder folder, Set<String> calledByCode,
			Function<ProducerTemplate, ?> articles) {
		this.application = application;
		this.folder = folder;
		this.calledByCode = calledByCode;
		this.articles = articles;
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
			return new Report(List.of(this.folder.unreadable(ex)), Snapshot.NONE, List.of(), Tally.NONE);
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
		try (Scratch scratch = new Scratch(this.application, this.folder, snapshot)) {
			return new Trial(scratch, this.articles);
		}
	}

	private Report check(Snapshot snapshot, AskDatabase database, boolean expectations) {
		Findings findings = new Findings();
		List<Definition> definitions = new ArrayList<>();
		Tally tally = Tally.NONE;
		if (snapshot.routeFiles().isEmpty()) {
			findings.add(new Problem(this.folder.path().toString(), 0,
					"no *" + Snapshot.ROUTES + " in it; newsbox.routes-directory names the folder of the route files"));
			return new Report(List.copyOf(findings.problems()), snapshot, definitions, Tally.NONE);
		}
		try (Scratch scratch = new Scratch(this.application, this.folder, snapshot)) {
			findings.addAll(snapshot.notText());
			for (String file : snapshot.routeFiles()) {
				definitions.addAll(Definition.read(file, snapshot.required(file), findings));
			}
			check(definitions, scratch, findings, database);
			if (findings.problems().isEmpty()) {
				findings.addAll(scratch.examples().problems(expectations));
			}
			if (findings.problems().isEmpty()) {
				tally = attempt(scratch, findings);
			}
		}
		catch (RuntimeException | Error ex) {
			LOG.debug("The check failed", ex);
			if (findings.problems().isEmpty()) {
				findings.add(new Problem(this.folder.path().toString(), 0,
						"cannot be checked, take back the last change: " + Causes.text(ex)));
			}
		}
		return new Report(List.copyOf(findings.problems()), snapshot, definitions, tally);
	}

	private Tally attempt(Scratch scratch, Findings findings) {
		ExamplesOnTrial examples = new ExamplesOnTrial(this.folder.examples());
		if (examples.isEmpty()) {
			return Tally.NONE;
		}
		try (Trial trial = new Trial(scratch, this.articles)) {
			examples.problem(trial, scratch.hasArticleApi()).ifPresent(findings::add);
			return examples.tally(scratch.examples());
		}
		catch (Exception ex) {
			LOG.debug("The trial failed", ex);
			findings.add(new Problem("*" + Snapshot.ROUTES, 0, "cannot be tried: " + Causes.text(ex)));
			return Tally.NONE;
		}
	}

	private void check(List<Definition> definitions, Scratch scratch, Findings findings, AskDatabase database) {
		boolean whole = findings.problems().isEmpty();
		Map<String, String> understood = new TreeMap<>();
		for (Definition definition : definitions) {
			understood.computeIfAbsent(definition.file(),
					(file) -> new CamelYaml(file, scratch.snapshot().required(file), findings).understood(scratch));
		}
		look(definitions, scratch, findings, database);
		if (whole) {
			new Ids(findings).look(definitions);
			new Calls(scratch, findings, this.calledByCode).look(definitions);
			Ways ways = new Ways(definitions, scratch, findings);
			Deliveries deliveries = new Deliveries(definitions, ways, findings);
			deliveries.look(this.calledByCode);
			new ApiPages(scratch, findings).look(definitions, ways, deliveries);
		}
		new RouteBuilds(definitions, scratch, findings).build(understood);
	}

	private void look(List<Definition> definitions, Scratch scratch, Findings findings, AskDatabase database) {
		Statements statements = new Statements(scratch, findings);
		List<Statement> sound = new ArrayList<>();
		for (Definition definition : definitions) {
			definition.place().all().forEach((place) -> RULES.forEach((rule) -> rule.look(place, scratch, findings)));
			statements.look(definition)
				.stream()
				.filter((statement) -> statement.problems().isEmpty())
				.forEach(sound::add);
		}
		new StatementsInDatabase(scratch, findings, statements.counting()).prepare(sound, database);
	}

}
