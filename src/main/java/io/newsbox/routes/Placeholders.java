package io.newsbox.routes;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Settings that do not exist, and {@code {{setting}}} mixed up with
 * <code>${expression}</code>.
 */
final class Placeholders implements Rule {

	private static final Pattern SETTING = Pattern.compile("\\{\\{\\??([^{}:]+)(:[^{}]*)?}}");

	private static final Pattern UNCLOSED = Pattern.compile("\\{\\{(?!.*}})", Pattern.DOTALL);

	private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^{}]+)}");

	private static final Pattern LOOKS_LIKE_EXPRESSION = Pattern
		.compile("(body|headers?|exchange|exchangeProperty|variables?|exception|bean|date|routeId)([.:\\[].*)?");

	private static final Set<String> DYNAMIC = Set.of("toD", "wireTap");

	@Override
	public void look(Place place, Scratch scratch, Findings findings) {
		if (!place.isText()) {
			return;
		}
		if (UNCLOSED.matcher(place.text()).find()) {
			findings.add(place, "{{ without }}: write {{setting}}");
		}
		for (Matcher found = SETTING.matcher(place.text()); found.find();) {
			boolean optional = found.group(2) != null || found.group().startsWith("{{?");
			if (!optional && !isThere(found.group(), scratch)) {
				findings.add(place, complaint(found.group(1), scratch));
			}
		}
		for (Matcher found = EXPRESSION.matcher(place.text()); found.find();) {
			String inner = found.group(1);
			if (isMeantAsSetting(inner) && scratch.isSetting(inner)) {
				findings.add(place, "${" + inner + "} is a setting: write {{" + inner + "}}");
			}
			else if (place.isOption() && !isEvaluated(place, scratch)) {
				findings.add(place, found.group() + " is not evaluated in the options of an endpoint"
						+ (isOfTo(place) ? ": write toD in place of to" : ""));
			}
		}
	}

	/** Environment variables are settings, too: HOSTNAME is there in each container. */
	private static boolean isMeantAsSetting(String inner) {
		return inner.contains(".") && !LOOKS_LIKE_EXPRESSION.matcher(inner).matches();
	}

	/** A dynamic endpoint is, whole; the names of files are, too. */
	private static boolean isEvaluated(Place option, Scratch scratch) {
		Place step = step(option);
		return step != null && (DYNAMIC.contains(step.key())
				|| Address.at(step, scratch).filter((address) -> address.scheme().equals("file")).isPresent());
	}

	private static boolean isOfTo(Place option) {
		Place step = step(option);
		return step != null && step.key().equals("to");
	}

	private static @Nullable Place step(Place option) {
		return Objects.requireNonNull(option.mapping()).mapping();
	}

	private static boolean isThere(String placeholder, Scratch scratch) {
		try {
			scratch.resolve(placeholder);
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private static String complaint(String name, Scratch scratch) {
		return LOOKS_LIKE_EXPRESSION.matcher(name).matches()
				? "{{" + name + "}} is an expression, not a setting: write ${" + name + "}"
				: "unknown setting '" + name + "'" + Suggestion.of(name, scratch.settings());
	}

}
