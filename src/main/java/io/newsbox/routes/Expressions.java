package io.newsbox.routes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.spi.Language;

/** Expressions, in whichever language, that cannot be compiled. */
final class Expressions implements Rule {

	private static final Set<String> LANGUAGES = Set.of("simple", "jq", "language");

	private static final Set<String> CONDITIONS = Set.of("filter", "when", "validate", "onWhen", "handled", "continued",
			"retryWhile");

	private static final Pattern UNKNOWN_FUNCTION = Pattern.compile("Unknown function: (\\w+)");

	private static final List<String> SIMPLE = List.of("body", "header", "headers", "exchangeProperty", "variable",
			"variables", "exception", "bean", "date", "random", "null", "routeId", "messageTimestamp", "bodyAs");

	@Override
	public void look(Place place, Scratch scratch, Findings findings) {
		if (LANGUAGES.contains(place.key()) && !place.isOption()
				&& !(place.outer() != null && place.outer().key().equals(place.key()))) {
			Place text = place.isText() ? place : place.get("expression").orElse(place);
			String name = place.key().equals("language") ? place.text("language") : place.key();
			Optional<Language> language = language(place, name, scratch, findings);
			Optional<Source> source = Source.at(text, scratch, findings);
			if (language.isPresent() && source.isPresent()) {
				look(place, name, language.get(), source.get(), scratch, findings);
			}
		}
		else if (place.isText() && Source.isReference(place)) {
			Source.at(place, scratch, findings);
		}
	}

	private static Optional<Language> language(Place place, String name, Scratch scratch, Findings findings) {
		try {
			return Optional.of(scratch.camel().resolveLanguage(name));
		}
		catch (NoSuchLanguageException ex) {
			List<String> known = Stream
				.concat(scratch.known("language").stream(), scratch.beans(Language.class).stream())
				.toList();
			findings.add(place.get("language").orElse(place),
					"unknown language '" + name + "'" + Suggestion.of(name, known));
			return Optional.empty();
		}
	}

	private static void look(Place place, String name, Language language, Source source, Scratch scratch,
			Findings findings) {
		if (name.equals("jq") || name.equals("article-jq")) {
			findings.addAll(new JqProgram(source, scratch.jqFunctions()).problems());
			return;
		}
		try {
			String text = scratch.resolve(source.text());
			if (isCondition(place)) {
				language.createPredicate(text).init(scratch.camel());
			}
			else {
				language.createExpression(text).init(scratch.camel());
			}
		}
		catch (RuntimeException ex) {
			// else another rule has found it, and says it better
			if (!findings.isAny(place.file(), place.line(), place.line())) {
				findings.add(place, "bad " + name + ": " + reason(ex));
			}
		}
	}

	private static String reason(RuntimeException error) {
		String reason = String.valueOf(error.getMessage())
			.lines()
			.findFirst()
			.orElse("")
			.replaceFirst(" at location .*", "");
		Matcher unknown = UNKNOWN_FUNCTION.matcher(reason);
		return reason + (unknown.find() ? Suggestion.of(unknown.group(1), SIMPLE) : "");
	}

	private static boolean isCondition(Place place) {
		Place holder = place.mapping();
		if (holder != null && holder.key().equals("expression")) {
			holder = holder.mapping();
		}
		return holder != null && (CONDITIONS.contains(holder.key()) || holder.text("doWhile").equals("true"));
	}

}
