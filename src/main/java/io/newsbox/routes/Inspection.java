package io.newsbox.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds all that is wrong with route files, in one run, and lets nothing out.
 * <ol>
 * <li>Each file is read as YAML, and then by Camel.</li>
 * <li>Rules look at each place of it: endpoints, options, beans, expressions, settings,
 * and the files that they name.</li>
 * <li>Rules look at all files together: ids, who calls whom, and whether a message gets
 * to where it is stored.</li>
 * <li>A route in which nothing was found is built, as it would be to be started, in case
 * Camel knows of something that no rule does.</li>
 * <li>The examples are mapped, and sent through the routes. What these would store the
 * database executes, if it is to be asked, and takes back.</li>
 * </ol>
 * What a file makes one of these throw is a problem like any other: nothing is ever
 * thrown.
 */
final class Inspection {

	private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);

	private static final String ALL_ROUTES = "*" + Snapshot.ROUTES;

	private static final String ALL_STATEMENTS = "*.sql";

	private static final List<Rule> RULES = List.of(new Placeholders(), new Endpoints(), new Beans(), new Expressions(),
			new IntakeOptions());

	private final Scratch scratch;

	private final Set<String> calledByCode;

	private final Function<ProducerTemplate, ?> articles;

	private final Findings findings = new Findings();

	private final Statements statements;

	private volatile Problem now;

	/**
	 * @param scratch for the files; the run closes it
	 * @param calledByCode endpoints that newsbox itself sends to, and ids of routes that
	 * it starts
	 * @param articles makes bean {@code articles} for routes that are only tried
	 */
	Inspection(Scratch scratch, Set<String> calledByCode, Function<ProducerTemplate, ?> articles) {
		this.scratch = scratch;
		this.calledByCode = calledByCode;
		this.articles = articles;
		this.statements = new Statements(scratch, this.findings);
		this.now = new Problem(scratch.folder().path().toString(), 0, "reading it");
	}

	/** What it does now, for those who wait for it: the file, and in words. */
	Problem now() {
		return this.now;
	}

	private void begin(String file, String doing) {
		this.now = new Problem(file, 0, doing);
	}

	/**
	 * Runs.
	 * @param expectations whether the examples have to be mapped as expected
	 */
	Report report(AskDatabase database, boolean expectations) {
		Snapshot snapshot = this.scratch.snapshot();
		List<Definition> definitions = new ArrayList<>();
		Tally tally = Tally.NONE;
		try (this.scratch) {
			this.findings.addAll(snapshot.notText());
			for (String file : snapshot.routeFiles()) {
				begin(file, "reading it");
				definitions.addAll(Definition.read(file, snapshot.required(file), this.findings));
			}
			check(definitions, database);
			if (isFine()) {
				begin(Examples.MAPPING, "mapping the examples");
				this.findings.addAll(this.scratch.examples().problems(expectations));
			}
			if (isFine()) {
				tally = attempt(database);
			}
		}
		catch (RuntimeException | Error ex) {
			LOG.debug("The check failed", ex);
			if (isFine()) {
				String why = (ex instanceof StackOverflowError) ? "too deep, or too long for one expression"
						: Causes.text(ex);
				this.findings
					.add(new Problem(this.now.file(), 0, "cannot be checked, take back the last change: " + why));
			}
		}
		return new Report(List.copyOf(this.findings.problems()), snapshot, definitions, tally);
	}

	private boolean isFine() {
		return this.findings.problems().isEmpty();
	}

	private Tally attempt(AskDatabase database) {
		ExamplesOnTrial examples = new ExamplesOnTrial(this.scratch.folder().examples());
		if (examples.isEmpty()) {
			return Tally.NONE;
		}
		begin(ALL_ROUTES, "sending the examples through the routes");
		try (Trial trial = new Trial(this.scratch, this.articles)) {
			examples.problem(trial, this.scratch.hasArticleApi()).ifPresent(this.findings::add);
			begin(ALL_STATEMENTS, "having the database execute the statements");
			List<Problem> notes = isFine() ? this.statements.execute(examples.sent(), database) : List.of();
			return examples.tally(this.scratch.examples(), notes);
		}
		catch (Exception ex) {
			LOG.debug("The trial failed", ex);
			this.findings.add(new Problem(ALL_ROUTES, 0, "cannot be tried: " + Causes.text(ex)));
			return Tally.NONE;
		}
	}

	private void check(List<Definition> definitions, AskDatabase database) {
		boolean whole = isFine();
		Map<String, String> understood = new TreeMap<>();
		for (Definition definition : definitions) {
			understood.computeIfAbsent(definition.file(), this::understood);
		}
		begin(Examples.MAPPING, "mapping the examples");
		// the statements are compared with what that gives
		this.scratch.columns();
		look(definitions, database);
		begin(ALL_ROUTES, "following items through all routes");
		if (whole) {
			new Ids(this.findings).look(definitions);
			new Calls(this.scratch, this.findings, this.calledByCode).look(definitions);
			Ways ways = new Ways(definitions, this.scratch, this.findings);
			Deliveries deliveries = new Deliveries(definitions, ways, this.findings);
			deliveries.look(this.calledByCode);
			new ApiPages(this.scratch, this.findings).look(definitions, ways, deliveries);
		}
		begin(ALL_ROUTES, "building the routes");
		new RouteBuilds(definitions, this.scratch, this.findings).build(understood);
	}

	private String understood(String file) {
		begin(file, "reading it");
		return new CamelYaml(file, this.scratch.snapshot().required(file), this.findings).understood(this.scratch);
	}

	private void look(List<Definition> definitions, AskDatabase database) {
		for (Definition definition : definitions) {
			begin(definition.file(), "looking at its steps");
			definition.place()
				.all()
				.forEach((place) -> RULES.forEach((rule) -> rule.look(place, this.scratch, this.findings)));
			this.statements.look(definition);
		}
		begin(ALL_STATEMENTS, "having the database look at the statements");
		this.statements.prepare(database);
	}

}
