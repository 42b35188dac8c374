package io.newsbox.routes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.sql.DataSource;

/**
 * The statements that routes send to the database: what a {@code setBody} says that comes
 * before a {@code jdbc} endpoint. Their parameters are headers that the route has set
 * before.
 */
final class Statements {

	private static final String ALL_AT_ONCE = "CamelJdbcParameters";

	/** Method of the bean articles that sets a parameter for each column. */
	private static final String COLUMNS = "columns";

	/**
	 * Classes of SQLSTATE: not supported, bad value, no such schema, bad syntax or name,
	 * too complex. Any other is the fault of the connection or the server: lost, full,
	 * shut down.
	 */
	private static final Set<String> FAULT_OF_THE_STATEMENT = Set.of("0A", "22", "3F", "42", "54");

	/**
	 * No constraint for ON CONFLICT, and no permission.
	 */
	private static final Set<String> FAULT_OF_THE_PLAN = Set.of("42P10", "42501");

	/** What newsbox reads of the result of a statement with such parameters. */
	private static final Set<String> COUNTS = Set.of("stored", "unchanged");

	private static final Pattern POSITION = Pattern.compile("\\s*Position: (\\d+)");

	private final Scratch scratch;

	private final Findings findings;

	/** The last of a route with such parameters: newsbox reads its result. */
	private final Map<String, Statement> counting = new HashMap<>();

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
			if (place.key().equals("setHeader")) {
				headers.put(place.text("name"), place);
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
					parameters(statement, headers, route);
				});
			}
		}
		return statements;
	}

	private void parameters(Statement statement, Map<String, Place> headers, Definition route) {
		Place allAtOnce = headers.get(ALL_AT_ONCE);
		if (allAtOnce == null) {
			unknown(statement, headers.keySet(), "has no header of its name in route " + route.id());
		}
		else if (allAtOnce.get("method").filter((method) -> method.text("method").equals(COLUMNS)).isPresent()) {
			this.counting.put(route.id(), statement);
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

	/** Lets the database look at statements, and execute nothing. */
	void prepare(List<Statement> statements, Asked database) {
		if (statements.isEmpty() || database == Asked.NEVER) {
			return;
		}
		try (Connection connection = this.scratch.camel()
			.getRegistry()
			.lookupByNameAndType("dataSource", DataSource.class)
			.getConnection()) {
			for (Statement statement : statements) {
				prepare(statement, connection);
			}
		}
		catch (SQLException ex) {
			if (database == Asked.ALWAYS) {
				this.findings.add(new Problem("spring.datasource.url", 0,
						"the database, which is to look at the statements, cannot be reached: " + Causes.text(ex)));
			}
		}
	}

	private void prepare(Statement statement, Connection connection) throws SQLException {
		String question = statement.source().text().replaceAll(":\\?\\w+", "?");
		try {
			look(statement, columns(question, connection));
			plan(question, connection);
		}
		catch (SQLException ex) {
			if (FAULT_OF_THE_STATEMENT.stream().noneMatch(String.valueOf(ex.getSQLState())::startsWith)) {
				throw ex;
			}
			Matcher position = POSITION.matcher(String.valueOf(ex.getMessage()));
			int index = position.find() ? index(Integer.parseInt(position.group(1)) - 1, question) : 0;
			String reason = position.replaceAll("").replaceAll("\\s*\\n\\s*", "; ").strip();
			this.findings.add(new Problem(statement.source().file(),
					statement.source().line() - 1 + Definition.lineOf(question, index),
					"the database refuses it: " + reason));
		}
	}

	private void look(Statement statement, List<String> columns) {
		if (this.counting.containsValue(statement) && !columns.containsAll(COUNTS)) {
			this.findings.add(statement.source()
				.problem(0, "must give columns stored and unchanged; it gives "
						+ (columns.isEmpty() ? "none" : String.join(", ", columns))));
		}
	}

	/** Those of the result. The server parses the statement for that. */
	private static List<String> columns(String question, Connection connection) throws SQLException {
		List<String> columns = new ArrayList<>();
		try (PreparedStatement prepared = connection.prepareStatement(question)) {
			ResultSetMetaData result = prepared.getMetaData();
			for (int i = 1; result != null && i <= result.getColumnCount(); i++) {
				columns.add(result.getColumnName(i));
			}
		}
		return columns;
	}

	/** The server finds some faults only when it plans. */
	private static void plan(String question, Connection connection) throws SQLException {
		try (PreparedStatement explained = connection.prepareStatement("EXPLAIN " + question)) {
			int parameters = explained.getParameterMetaData().getParameterCount();
			for (int i = 1; i <= parameters; i++) {
				explained.setNull(i, Types.NULL);
			}
			explained.execute();
		}
		catch (SQLException ex) {
			// CALL, say, has no plan, and a parameter may have to be something
			if (FAULT_OF_THE_PLAN.contains(ex.getSQLState())) {
				throw ex;
			}
		}
	}

	/**
	 * A place in the question, of one in the text as the driver sends it, where ? is $1,
	 * $2, ….
	 */
	private static int index(int sent, String question) {
		int before = Math.min(sent, question.length());
		long parameters = question.substring(0, before).chars().filter((c) -> c == '?').count();
		return Math.min(sent - (int) parameters, question.length());
	}

}
