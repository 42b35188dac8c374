package io.newsbox.article;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.util.ConcurrentLruCache;

/**
 * Remembers how many parameters a statement has. camel-jdbc asks that before each
 * execution, without their types; the PostgreSQL driver then has the server parse the
 * statement anew, and once more for the execution, whose types are others: more work than
 * the execution of an upsert of one row.
 */
public final class KnownParameters extends DelegatingDataSource {

	private static final int UNKNOWN = -1;

	/** More than the routes and newsbox have. */
	private static final int STATEMENTS = 100;

	private final ConcurrentLruCache<String, AtomicInteger> counts = new ConcurrentLruCache<>(STATEMENTS,
			(sql) -> new AtomicInteger(UNKNOWN));

	public KnownParameters(DataSource pool) {
		super(pool);
	}

	@Override
	public Connection getConnection() throws SQLException {
		Connection connection = super.getConnection();
		return wrapper(Connection.class, (method, arguments) -> {
			Object result = call(connection, method, arguments);
			return (result instanceof PreparedStatement statement && method.getName().equals("prepareStatement"))
					? remembering(statement, this.counts.get((String) arguments[0])) : result;
		});
	}

	/** Spring Boot looks for the pool, to have another user for Flyway. */
	@Override
	public <T> T unwrap(Class<T> type) throws SQLException {
		DataSource pool = obtainTargetDataSource();
		return type.isInstance(pool) ? type.cast(pool) : super.unwrap(type);
	}

	private static PreparedStatement remembering(PreparedStatement statement, AtomicInteger count) {
		return wrapper(PreparedStatement.class, (method, arguments) -> method.getName().equals("getParameterMetaData")
				? remembered(statement, count) : call(statement, method, arguments));
	}

	private static ParameterMetaData remembered(PreparedStatement statement, AtomicInteger count) throws SQLException {
		if (count.get() == UNKNOWN) {
			count.set(statement.getParameterMetaData().getParameterCount());
		}
		return wrapper(ParameterMetaData.class, (method, arguments) -> method.getName().equals("getParameterCount")
				? count.get() : call(statement.getParameterMetaData(), method, arguments));
	}

	private static <T> T wrapper(Class<T> type, Call call) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(self, method, arguments) -> call.answer(method, arguments)));
	}

	private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private interface Call {

		Object answer(Method method, Object[] arguments) throws Throwable;

	}

}
