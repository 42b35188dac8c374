package io.newsbox.routes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.apache.camel.component.jdbc.JdbcConstants;

/**
 * The statements that routes send to the database: what a {@code setBody} says that comes
 * before a {@code jdbc} endpoint. Their parameters are headers that the route has set
 * before.
 */
final class Statements {

	/** Method of the bean articles that sets a parameter for each column. */
	private static final String COLUMNS = "columns";

	/** What that sets beside them. */
	private static final Set<String> ADDED = Set.of("origin");

	private final Scratch scratch;

	private final Findings findings;

	/** Those in which nothing is wrong without a database. */
	private final List<Statement> sound = new ArrayList<>();

	/** Of each route, the one of which newsbox reads the result. */
	private final List<Statement> counting = new ArrayList<>();

	Statements(Scratch scratch, Findings findings) {
		this.scratch = scratch;
		this.findings = findings;
	}

	/** Finds what is wrong without a database. */
	void look(Definition route) {
		Map<String, Place> headers = new HashMap<>();
		Optional<Place> body = Optional.empty();
		Sent last = null;
		for (Place place : route.place().all().toList()) {
			noteHeader(place, headers);
			if (Set.of("setBody", "transform").contains(place.key())) {
				// so nobody reads the result of a statement before it
				last = null;
			}
			if (place.key().equals("setBody")) {
				body = place.expression("constant").filter(Place::isText);
			}
			Sent sent = body.flatMap((text) -> sent(text, place)).orElse(null);
			if (sent != null) {
				this.findings.addAll(sent.statement().problems());
				if (sent.statement().problems().isEmpty()) {
					this.sound.add(sent.statement());
				}
				last = parameters(sent, headers, route) ? sent : last;
			}
		}
		if (last != null) {
			demand("outputType", Set.of("", "SelectList", "StreamList"),
					"outputType: SelectOne is missing: newsbox reads one row, of stored and unchanged",
					last.endpoint());
			this.counting.add(last.statement());
			if (this.sound.contains(last.statement()) && ADDED.containsAll(last.statement().parameters().keySet())) {
				this.findings.add(last.statement()
					.source()
					.problem(0, "uses no column of the rows: nothing of an item would be stored"));
			}
		}
	}

	/** Lets the database look at them, if it is to be asked. */
	void prepare(AskDatabase database) {
		TrialTransaction.run(this.scratch, database, this.findings, (transaction) -> {
			var inDatabase = new StatementsInDatabase(transaction, this.findings, this.counting);
			for (Statement statement : this.sound) {
				inDatabase.prepare(statement);
			}
		});
	}

	/**
	 * Has the database execute those that store. That it does not is no fault of theirs:
	 * it may be a standby.
	 * @param sent rows, by the text of the statement that they were sent to
	 * @return what was noted
	 */
	List<Problem> execute(Map<String, SentRows> sent, AskDatabase database) {
		List<Problem> notes = new ArrayList<>();
		AskDatabase asked = (database == AskDatabase.ALWAYS) ? AskDatabase.IF_IT_ANSWERS : database;
		TrialTransaction.run(this.scratch, asked, this.findings, (transaction) -> {
			var onTrial = new StatementsOnTrial(transaction, this.findings, notes);
			for (Statement statement : this.counting) {
				SentRows rows = sent.get(statement.source().text().strip());
				if (rows != null) {
					onTrial.execute(statement, rows);
				}
			}
		});
		return notes;
	}

	private static void noteHeader(Place place, Map<String, Place> headers) {
		// an element of setHeaders, too
		if (place.isMapping() && Set.of("setHeader", "headers").contains(place.key())) {
			headers.put(place.text("name"), place);
		}
		if (Set.of("removeHeader", "removeHeaders").contains(place.key())) {
			headers.remove(place.text(place.key().equals("removeHeader") ? "name" : "pattern"));
		}
	}

	/** The body as a statement, where this is the endpoint that it is sent to. */
	private Optional<Sent> sent(Place body, Place place) {
		return Address.at(place, this.scratch)
			.filter((address) -> address.scheme().equals("jdbc"))
			.flatMap((address) -> Source.at(body, this.scratch, new Findings())
				.map((source) -> new Sent(new Statement(source), address)));
	}

	private void demand(String option, Set<String> bad, String problem, Address address) {
		Place step = Objects.requireNonNullElse(address.place().mapping(), address.place());
		boolean misspelled = this.findings.isAny(step.file(), step.line(), step.lastLine());
		if (bad.contains(address.option(option)) && !misspelled) {
			this.findings.add(address.at(option), problem);
		}
	}

	/**
	 * Looks at the parameters.
	 * @return whether newsbox reads the result
	 */
	private boolean parameters(Sent sent, Map<String, Place> headers, Definition route) {
		Statement statement = sent.statement();
		if (!statement.parameters().isEmpty()) {
			demand("useHeadersAsParameters", Set.of("", "false"),
					"useHeadersAsParameters: true is missing: the database would get :?… as it stands",
					sent.endpoint());
		}
		Place allAtOnce = headers.get(JdbcConstants.JDBC_PARAMETERS);
		if (allAtOnce == null) {
			unknown(statement, headers.keySet(),
					"has no header of its name in route " + route.id() + ", which has to set it");
			return false;
		}
		boolean rows = allAtOnce.expression("method")
			.filter((method) -> method.text("method").equals(COLUMNS))
			.isPresent();
		Set<String> columns = rows ? this.scratch.columns() : Set.of();
		if (!columns.isEmpty()) {
			unknown(statement, columns, "is no column that " + Examples.MAPPING + " makes, nor item or origin");
		}
		return rows;
	}

	private void unknown(Statement statement, Set<String> known, String reason) {
		statement.parameters().forEach((name, index) -> {
			if (!known.contains(name)) {
				this.findings.add(statement.source()
					.problem(index, "parameter :?" + name + " " + reason + Suggestion.of(name, known)));
			}
		});
	}

	private record Sent(Statement statement, Address endpoint) {
	}

}
