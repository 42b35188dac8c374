package io.newsbox.routes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The statements that routes send to the database: what a {@code setBody} says that comes
 * before a {@code jdbc} endpoint. Their parameters are headers that the route has set
 * before.
 */
final class Statements {

	private static final String ALL_AT_ONCE = "CamelJdbcParameters";

	/** Method of the bean articles that sets a parameter for each column. */
	private static final String COLUMNS = "columns";

	private final Scratch scratch;

	private final Findings findings;

	/** The last of a route with such parameters: newsbox reads its result. */
	private final Map<String, Sent> counting = new HashMap<>();

	Statements(Scratch scratch, Findings findings) {
		this.scratch = scratch;
		this.findings = findings;
	}

	/** Finds what is wrong without a database. */
	List<Statement> look(Definition route) {
		List<Statement> statements = new ArrayList<>();
		Map<String, Place> headers = new HashMap<>();
		Optional<Place> body = Optional.empty();
		for (Place place : route.place().all().toList()) {
			// an element of setHeaders, too
			if (place.isMapping() && Set.of("setHeader", "headers").contains(place.key())) {
				headers.put(place.text("name"), place);
			}
			if (Set.of("removeHeader", "removeHeaders").contains(place.key())) {
				headers.remove(place.text(place.key().equals("removeHeader") ? "name" : "pattern"));
			}
			if (Set.of("setBody", "transform").contains(place.key())) {
				// so nobody reads the result of a statement before it
				this.counting.remove(route.id());
			}
			if (place.key().equals("setBody")) {
				body = place.get("constant").filter(Place::isText);
			}
			Optional<Address> address = Address.at(place, this.scratch);
			if (address.isPresent() && address.get().scheme().equals("jdbc") && body.isPresent()) {
				Source.at(body.get(), this.scratch, new Findings()).ifPresent((source) -> {
					Statement statement = new Statement(source);
					statements.add(statement);
					this.findings.addAll(statement.problems());
					parameters(new Sent(statement, address.get()), headers, route);
				});
			}
		}
		Optional.ofNullable(this.counting.get(route.id()))
			.ifPresent((sent) -> demand("outputType", Set.of("", "SelectList", "StreamList"),
					"outputType: SelectOne is missing: newsbox reads one row, of stored and unchanged",
					sent.endpoint()));
		return statements;
	}

	private void demand(String option, Set<String> bad, String problem, Address address) {
		Place step = Objects.requireNonNullElse(address.place().mapping(), address.place());
		boolean misspelled = this.findings.isAny(step.file(), step.line(), step.lastLine());
		if (bad.contains(address.option(option, this.scratch)) && !misspelled) {
			this.findings.add(address.options().getOrDefault(option, address.place()), problem);
		}
	}

	private void parameters(Sent sent, Map<String, Place> headers, Definition route) {
		Statement statement = sent.statement();
		if (!statement.parameters().isEmpty()) {
			demand("useHeadersAsParameters", Set.of("", "false"),
					"useHeadersAsParameters: true is missing: the database would get :?… as it stands",
					sent.endpoint());
		}
		Place allAtOnce = headers.get(ALL_AT_ONCE);
		if (allAtOnce == null) {
			unknown(statement, headers.keySet(), "has no header of its name in route " + route.id());
		}
		else if (allAtOnce.get("method").filter((method) -> method.text("method").equals(COLUMNS)).isPresent()) {
			this.counting.put(route.id(), sent);
			Set<String> columns = this.scratch.columns();
			if (!columns.isEmpty()) {
				unknown(statement, columns, "is no column that " + Examples.MAPPING + " makes, nor item or origin");
			}
		}
	}

	private void unknown(Statement statement, Set<String> known, String reason) {
		statement.parameters().forEach((name, index) -> {
			if (!known.contains(name)) {
				this.findings.add(statement.source()
					.problem(index, "parameter :?" + name + " " + reason + Suggestion.of(name, known)));
			}
		});
	}

	/** Of these statements, those of which newsbox reads the result. */
	List<Statement> counting() {
		return this.counting.values().stream().map(Sent::statement).toList();
	}

	private record Sent(Statement statement, Address endpoint) {
	}

}
