package io.newsbox.routes;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.tree.FunctionCall;
import net.thisptr.jackson.jq.internal.tree.FunctionDefinition;
import net.thisptr.jackson.jq.internal.tree.VariableAccess;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * A jq program. jackson-jq notices a function or variable that does not exist only when
 * it gets there with an item, so that an item would be blamed. Its syntax tree is
 * therefore searched for them here; it shows its parts to nobody, which takes reflection.
 */
final class JqProgram {

	/** As the parser writes it: kind and image of the token. */
	private static final Pattern UNEXPECTED = Pattern
		.compile("^Encountered \"(?: (?:\"[^\"]*\"|<\\w+>) \"(.+?)\"|<EOF>)\"");

	private static final Pattern PLACE = Pattern.compile("at line (\\d+), column (\\d+)");

	private static final Pattern DEFINITION = Pattern.compile("\\bdef\\s+(\\w+)");

	private final Source source;

	private final Scope builtins;

	JqProgram(Source source, Scope builtins) {
		this.source = source;
		this.builtins = builtins;
	}

	List<Problem> problems() {
		try {
			JsonQuery program = JsonQuery.compile(this.source.text(), Versions.JQ_1_7);
			return problems(program);
		}
		catch (JsonQueryException ex) {
			return List.of(syntax(String.valueOf(((ex.getCause() != null) ? ex.getCause() : ex).getMessage())));
		}
	}

	private Problem syntax(String message) {
		Matcher place = PLACE.matcher(message);
		int line = place.find() ? Integer.parseInt(place.group(1)) : 1;
		Matcher unexpected = UNEXPECTED.matcher(message);
		String what = unexpected.find()
				? "unexpected " + ((unexpected.group(1) != null) ? unexpected.group(1).strip() : "end")
				: message.lines().findFirst().orElse("").replaceFirst(" at line \\d+, column \\d+\\.?", "");
		return new Problem(this.source.file(), this.source.line() - 1 + line, "bad jq: " + what);
	}

	private List<Problem> problems(JsonQuery program) {
		Set<Object> parts = Collections.newSetFromMap(new IdentityHashMap<>());
		collect(program, parts);
		Set<String> defined = new HashSet<>();
		parts.stream().filter(FunctionDefinition.class::isInstance).forEach((part) -> define(part, defined));
		List<Problem> problems = new ArrayList<>();
		for (Object part : parts) {
			if (part instanceof FunctionCall) {
				String name = (String) field(part, "name");
				int arguments = ((Collection<?>) field(part, "args")).size();
				if (!defined.contains(name + "/" + arguments) && this.builtins.getFunction(name, arguments) == null) {
					problems.add(problem("\\b" + name + "\\b",
							"unknown function '" + name + "'" + arguments(arguments) + suggestion(name)));
				}
				JqPattern.of(name, (List<?>) field(part, "args")).ifPresent((pattern) -> look(pattern, problems));
			}
		}
		undefinedVariables(parts)
			.forEach((name) -> problems.add(problem("\\$" + name + "\\b", "unknown variable '$" + name + "'")));
		return problems;
	}

	private void look(JqPattern pattern, List<Problem> problems) {
		pattern.problem(this.builtins)
			.ifPresent((text) -> problems
				.add(problem("\\b" + pattern.function() + "\\(\\s*" + Pattern.quote(pattern.written()), text)));
	}

	/** A variable is bound where it stands and is not read. */
	private Set<String> undefinedVariables(Set<Object> parts) {
		Map<String, Long> reads = parts.stream()
			.filter(VariableAccess.class::isInstance)
			.collect(Collectors.groupingBy((part) -> (String) field(part, "name"), Collectors.counting()));
		reads.remove("ENV");
		reads.entrySet().removeIf((read) -> uses(read.getKey()) > read.getValue());
		return reads.keySet();
	}

	private long uses(String variable) {
		return Pattern.compile("\\$" + variable + "\\b").matcher(this.source.text()).results().count();
	}

	private static String arguments(int count) {
		return (count == 0) ? "" : " with " + count + ((count == 1) ? " argument" : " arguments");
	}

	private String suggestion(String name) {
		Set<String> known = new TreeSet<>();
		for (Scope scope = this.builtins; scope != null; scope = scope.getParentScope()) {
			scope.getLocalFunctions().keySet().forEach((function) -> known.add(function.replaceFirst("/.*", "")));
		}
		DEFINITION.matcher(this.source.text()).results().forEach((found) -> known.add(found.group(1)));
		known.remove(name);
		return Suggestion.of(name, known);
	}

	private Problem problem(String pattern, String text) {
		Matcher use = Pattern.compile("(?m)^[^#\\n]*?(" + pattern + ")").matcher(this.source.text());
		return this.source.problem(use.find() ? use.start(1) : 0, text);
	}

	/** Notes NAME/ARITY of a function and of the functions that are its parameters. */
	private static void define(Object function, Set<String> defined) {
		List<?> parameters = (List<?>) field(function, "args");
		defined.add(field(function, "fname") + "/" + parameters.size());
		parameters.forEach((parameter) -> defined.add(parameter + "/0"));
	}

	private static void collect(@Nullable Object part, Set<Object> parts) {
		if (part instanceof Iterable<?> several) {
			several.forEach((one) -> collect(one, parts));
		}
		else if (part != null && part.getClass().getName().startsWith("net.thisptr.jackson.jq")
				&& !part.getClass().isEnum() && parts.add(part)) {
			ReflectionUtils.doWithFields(part.getClass(), (field) -> {
				field.setAccessible(true);
				collect(field.get(part), parts);
			}, (field) -> !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive());
		}
	}

	private static Object field(Object part, String name) {
		Field field = ReflectionUtils.findField(part.getClass(), name);
		if (field == null) {
			throw new IllegalStateException("this version of jackson-jq has no " + name + " in " + part.getClass());
		}
		ReflectionUtils.makeAccessible(field);
		return Objects.requireNonNull(ReflectionUtils.getField(field, part));
	}

}
