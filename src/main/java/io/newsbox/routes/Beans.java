package io.newsbox.routes;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.util.ClassUtils;

/** Beans, methods of them, and classes that do not exist. */
final class Beans implements Rule {

	private static final Pattern IN_SIMPLE = Pattern.compile("\\$\\{bean:([\\w-]+)(?:(?:\\?method=|[.:]+)(\\w+))?");

	@Override
	public void look(Place place, Scratch scratch, Findings findings) {
		Address.at(place, scratch)
			.filter((address) -> address.scheme().equals("bean") && !address.isDynamic())
			.ifPresent((address) -> look(address.place(), address.path(), address.at("method"),
					address.option("method"), scratch, findings));
		if (!place.isText()) {
			return;
		}
		String text = place.text();
		for (Matcher found = IN_SIMPLE.matcher(text); found.find();) {
			look(place, found.group(1), place, Objects.requireNonNullElse(found.group(2), ""), scratch, findings);
		}
		if (place.key().equals("exception") && scratch.camel().getClassResolver().resolveClass(text) == null) {
			findings.add(place, "unknown class '" + text + "'");
		}
		else if (isReference(place)) {
			Place method = (place.mapping() != null) ? place.mapping().get("method").orElse(null) : null;
			look(place, text.replaceFirst("^#(bean:)?", ""), (method != null) ? method : place,
					(method != null) ? method.text() : "", scratch, findings);
		}
	}

	private static boolean isReference(Place place) {
		return place.isOption() ? place.text().matches("#(bean:)?[\\w-]+")
				: (place.key().equals("ref") || place.key().endsWith("Ref")) && !place.text().contains("{{");
	}

	private static void look(Place place, String name, Place methodPlace, String call, Scratch scratch,
			Findings findings) {
		Class<?> bean = scratch.beanType(name);
		if (bean == null) {
			findings.add(place, "unknown bean '" + name + "'" + Suggestion.of(name, scratch.beans()));
		}
		else if (!call.isEmpty()) {
			String method = call.replaceFirst("\\(.*", "");
			List<String> methods = methods(ClassUtils.getUserClass(bean));
			if (!methods.contains(method)) {
				findings.add(methodPlace,
						"unknown method '" + method + "' of bean " + name + Suggestion.of(method, methods));
			}
		}
	}

	private static List<String> methods(Class<?> type) {
		return Stream.of(type.getMethods()).map(Method::getName).distinct().toList();
	}

}
