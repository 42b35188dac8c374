package io.newsbox.article;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.JsonQuery;
import org.apache.camel.language.jq.JqExpression;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The syntax tree of a jq program. It shows its parts to nobody, which takes reflection.
 */
final class JqTree {

	private static final String JSON_QUERY = JsonQuery.class.getPackageName();

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

	/** Whether a part holds anything there. */
	static boolean has(Object part, String name) {
		return ReflectionUtils.getField(field(part, name), part) != null;
	}

	/** Puts others in the place of all parts of a kind within one. */
	static <T> void replace(Object part, Class<T> kind, UnaryOperator<T> other) {
		ReflectionUtils.doWithFields(part.getClass(), (field) -> {
			ReflectionUtils.makeAccessible(field);
			field.set(part, replaced(field.get(part), kind, other));
		}, (field) -> !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive());
	}

	private static <T> @Nullable Object replaced(@Nullable Object value, Class<T> kind, UnaryOperator<T> other) {
		if (value instanceof List<?> list) {
			return list.stream().map((element) -> replaced(element, kind, other)).toList();
		}
		if (value == null || !value.getClass().getName().startsWith(JSON_QUERY) || value.getClass().isEnum()) {
			return value;
		}
		replace(value, kind, other);
		return kind.isInstance(value) ? other.apply(kind.cast(value)) : value;
	}

	/** Has an expression of Camel's run another program. */
	static void setProgram(JqExpression expression, Expression program) {
		Constructor<JsonQuery> query = BeanUtils.getResolvableConstructor(JsonQuery.class);
		ReflectionUtils.setField(field(expression, "query"), expression, BeanUtils.instantiateClass(query, program));
	}

	private static Field field(Object part, String name) {
		Field field = Objects.requireNonNull(ReflectionUtils.findField(part.getClass(), name),
				() -> "there is no " + name + " in this version's " + part.getClass());
		ReflectionUtils.makeAccessible(field);
		return field;
	}

}
