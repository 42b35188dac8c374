package io.newsbox.article;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import net.thisptr.jackson.jq.Expression;

import org.springframework.util.ReflectionUtils;

/**
 * A jq program as jackson-jq and Camel hold it: as a syntax tree. Neither shows its parts
 * to anybody, which takes reflection.
 */
final class JqTree {

	private JqTree() {
	}

	static Expression expression(Object part, String name) {
		return field(part, name, Expression.class);
	}

	static String text(Object part, String name) {
		return field(part, name, String.class);
	}

	static <T> List<T> list(Object part, String name, Class<T> type) {
		List<T> elements = new ArrayList<>();
		for (Object element : field(part, name, List.class)) {
			elements.add(type.cast(element));
		}
		return elements;
	}

	/**
	 * Returns what a part holds.
	 * @throws NullPointerException when it holds nothing
	 */
	static <T> T field(Object part, String name, Class<T> type) {
		return type.cast(Objects.requireNonNull(ReflectionUtils.getField(field(part, name), part)));
	}

	/** Has a part hold another value. */
	static void set(Object part, String name, Object value) {
		ReflectionUtils.setField(field(part, name), part, value);
	}

	private static Field field(Object part, String name) {
		Field field = Objects.requireNonNull(ReflectionUtils.findField(part.getClass(), name),
				() -> "there is no " + name + " in this version's " + part.getClass());
		ReflectionUtils.makeAccessible(field);
		return field;
	}

}
