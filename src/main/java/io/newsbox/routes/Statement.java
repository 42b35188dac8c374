package io.newsbox.routes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An SQL statement with Camel's parameters ({@code :?name}), looked at without a
 * database.
 */
final class Statement {

	private static final Pattern TOKEN = Pattern.compile("""
			--[^\\n]*\
			|/\\*(?s:.*?)\\*/\
			|'[^']*+(?:''[^']*+)*+'\
			|"[^"]*"\
			|\\$(\\w*)\\$(?s:.*?)\\$\\1\\$\
			|:\\?(?<name>\\w+)\
			|(?<bare>\\?)\
			|(?<open>\\()|(?<close>\\))\
			|(?<end>;)\
			|(?<stray>['"]|/\\*)""");

	/** What may follow the end of a statement: blanks, comments, another semicolon. */
	private static final Pattern NOTHING = Pattern.compile("(?:[\\s;]++|--[^\\n]*|/\\*(?s:.*?)\\*/)*+");

	private static final Pattern PARAMETER = Pattern.compile(":\\?(\\w+)");

	/** Enough to be mended at a time. */
	private static final int MOST_PROBLEMS = 20;

	private final Source source;

	private final Map<String, Integer> parameters = new LinkedHashMap<>();

	private final List<Problem> problems = new ArrayList<>();

	Statement(Source source) {
		this.source = source;
		if (NOTHING.matcher(source.text()).matches()) {
			this.problems.add(new Problem(source.file(), 0, "holds no statement"));
		}
		// Camel looks for them in comments and literals, too
		PARAMETER.matcher(source.text())
			.results()
			.forEach((found) -> this.parameters.putIfAbsent(found.group(1), found.start()));
		read();
	}

	private void read() {
		Deque<Integer> open = new ArrayDeque<>();
		for (Matcher token = TOKEN.matcher(this.source.text()); token.find();) {
			if (this.problems.size() == MOST_PROBLEMS) {
				return;
			}
			if (token.group("bare") != null) {
				problem(token.start(), "a bare ? is taken for a parameter: write :?NAME, or jsonb_exists(…)");
			}
			else if (token.group("stray") != null) {
				problem(token.start(), "bad SQL: " + token.group() + " is never closed");
				return;
			}
			else if (token.group("end") != null) {
				onlyOne(token.start());
			}
			else if (token.group("open") != null) {
				open.push(token.start());
			}
			else if (token.group("close") != null && open.poll() == null) {
				problem(token.start(), "bad SQL: ) closes nothing");
			}
		}
		open.stream().limit(MOST_PROBLEMS).forEach((start) -> problem(start, "bad SQL: ( is never closed"));
	}

	/**
	 * Of several Camel takes the first one's result, BEGIN's say; and all run with each
	 * batch.
	 */
	private void onlyOne(int end) {
		Matcher nothing = NOTHING.matcher(this.source.text()).region(end, this.source.text().length());
		if (!nothing.matches() && nothing.lookingAt()) {
			problem(nothing.end(),
					"a second statement begins here: a route sends one, which is a transaction of its own;"
							+ " WITH joins several");
		}
	}

	private void problem(int index, String text) {
		this.problems.add(this.source.problem(index, text));
	}

	/** Names of its parameters, and where each is first used. */
	Map<String, Integer> parameters() {
		return this.parameters;
	}

	/**
	 * The same in the order in which the statement asks for them, as often as it does.
	 */
	List<String> parametersInOrder() {
		return PARAMETER.matcher(this.source.text()).results().map((found) -> found.group(1)).toList();
	}

	/** Its text as the database gets it. */
	String question() {
		return PARAMETER.matcher(this.source.text()).replaceAll("?");
	}

	Source source() {
		return this.source;
	}

	List<Problem> problems() {
		return this.problems;
	}

}
