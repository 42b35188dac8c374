package io.newsbox.kit;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link UsePostgres} does. */
final class UsePostgresExtension implements BeforeAllCallback, ParameterResolver {

	@Override
	public void beforeAll(ExtensionContext context) {
		Postgres.shared().revive();
		closeAfterAllTests(context, Postgres.shared());
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Postgres.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return Postgres.shared();
	}

	/** Closes the server after the last test class of this JVM. */
	static void closeAfterAllTests(ExtensionContext context, AutoCloseable server) {
		context.getRoot()
			.getStore(ExtensionContext.Namespace.create(UsePostgresExtension.class))
			.getOrComputeIfAbsent(server, (key) -> (CloseableResource) server::close);
	}

}
