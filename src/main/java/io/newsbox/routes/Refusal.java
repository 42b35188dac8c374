package io.newsbox.routes;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the database has against a statement, or a row of it. */
record Refusal(SQLException error) {

	private static final Pattern POSITION = Pattern.compile("\\s*Position: (\\d+)");

	/** Whether its SQLSTATE is of one of these classes, of two characters. */
	boolean isOf(Set<String> classes) {
		return classes.stream().anyMatch(String.valueOf(this.error.getSQLState())::startsWith);
	}

	boolean is(String state) {
		return state.equals(this.error.getSQLState());
	}

	/** The database's words, in one line. */
	String words() {
		return POSITION.matcher(message()).replaceAll("").strip().replaceAll("\\s*\\R\\s*", "; ");
	}

	/** As what is wrong with the statement, with the line that the database names. */
	Problem problem(Statement statement, String hint) {
		Matcher position = POSITION.matcher(message());
		String question = statement.question();
		int index = position.find() ? index(Integer.parseInt(position.group(1)) - 1, question) : 0;
		return new Problem(statement.source().file(),
				statement.source().line() - 1 + Definition.lineOf(question, index),
				"the database refuses it: " + words() + hint);
	}

	private String message() {
		return String.valueOf(this.error.getMessage());
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
