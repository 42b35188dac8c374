package io.newsbox.article;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.functions._MatchImplFunction;
import net.thisptr.jackson.jq.internal.misc.OnigUtils;
import net.thisptr.jackson.jq.path.Path;
import org.joni.Matcher;
import org.joni.Option;
import org.joni.exception.JOniException;
import org.joni.exception.TimeoutException;

/**
 * A function of jq that takes a regular expression, and fails where looking for it would
 * not end: the item is parked then, and the others go on. An expression like
 * {@code ^(\w+ ?)+!$} takes twice as long for each character more, years for a headline;
 * and in place of what matches nothing jackson-jq puts text for ever.
 * <p>
 * What it may look for is therefore looked for here first, against the clock.
 */
final class BoundedPattern implements Function {

	/** Name in jq of what {@code test}, {@code match}, {@code scan} and so on call. */
	static final String MATCH = "_match_impl/3";

	/** Name in jq of what {@code sub} and {@code gsub} call. */
	static final String SUB = "_sub_impl/3";

	/** For one match; usual ones take microseconds. */
	private static final Duration LIMIT = Duration.ofMillis(500);

	/** What jackson-jq makes of one, as if it were characters. */
	private static final int EACH = 300;

	/** The first may fall into a time when nothing at all got on. */
	private static final int ATTEMPTS = 2;

	private final Function original;

	private final boolean replaces;

	private final int flagsArgument;

	private BoundedPattern(Function original, boolean replaces, int flagsArgument) {
		this.original = original;
		this.replaces = replaces;
		this.flagsArgument = flagsArgument;
	}

	/** {@link #MATCH}, bounded. */
	static Function match() {
		return new BoundedPattern(new _MatchImplFunction(), false, 1);
	}

	/** {@link #SUB}, bounded. */
	static Function sub() {
		return new BoundedPattern(new Substitution(), true, 2);
	}

	@Override
	public void apply(Scope scope, List<Expression> arguments, JsonNode input, Path path, PathOutput output,
			Version version) throws JsonQueryException {
		if (input.isTextual()) {
			byte[] text = input.textValue().getBytes(StandardCharsets.UTF_8);
			Expression flags = arguments.get(this.flagsArgument);
			arguments.get(0)
				.apply(scope, input, (pattern) -> flags.apply(scope, input, (given) -> look(pattern, given, text)));
		}
		this.original.apply(scope, arguments, input, path, output, version);
	}

	private void look(JsonNode pattern, JsonNode flags, byte[] text) throws JsonQueryException {
		if (!pattern.isTextual()) {
			// the original says so
			return;
		}
		OnigUtils.Pattern compiled = compile(pattern, flags);
		Matcher matcher = compiled.regex.matcher(text, 0, text.length, LIMIT.toNanos());
		int from = 0;
		int matches = 0;
		do {
			if (find(matcher, from, text.length, pattern) < 0) {
				return;
			}
			if (this.replaces && compiled.global && matcher.getEnd() == from && from < text.length) {
				throw new JqFault("replacing " + pattern + " would not end: it matches nothing, too");
			}
			from = Math.max(matcher.getEnd(), from + 1);
			if (!this.replaces) {
				JqAllowance.current().values(++matches * (double) EACH);
			}
		}
		while (compiled.global && from < text.length);
	}

	private static OnigUtils.Pattern compile(JsonNode pattern, JsonNode flags) throws JsonQueryException {
		try {
			return new OnigUtils.Pattern(pattern.textValue(), flags.textValue());
		}
		catch (JOniException ex) {
			// jackson-jq lets it through, and it would not look like a fault of the data
			throw new JqFault("bad regular expression " + pattern + ": " + ex.getMessage());
		}
	}

	private static int find(Matcher matcher, int from, int end, JsonNode pattern) throws JqFault {
		for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
			try {
				return matcher.searchInterruptible(from, end, Option.NONE);
			}
			catch (TimeoutException ex) {
				// once more, or too slow
			}
			catch (InterruptedException ex) {
				// newsbox stops: no fault of the item, and the original would never end
				Thread.currentThread().interrupt();
				throw new CancellationException("interrupted while looking for " + pattern);
			}
		}
		throw new JqFault("the regular expression " + pattern + " takes more than " + LIMIT.toMillis()
				+ " ms on a text of " + end + " bytes: make it simpler, without a repetition in a repetition");
	}

}
