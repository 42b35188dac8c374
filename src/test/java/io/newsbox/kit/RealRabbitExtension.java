package io.newsbox.kit;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link RealRabbit} does. */
final class RealRabbitExtension implements ExecutionCondition, BeforeAllCallback, ParameterResolver {

	private static final String CURE = "needs rabbitmq-server, and this machine has none:"
			+ " install it (Debian, Ubuntu: apt-get install --no-install-recommends rabbitmq-server)";

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (RabbitNode.installed() || isRequired()) {
			return ConditionEvaluationResult.enabled("rabbitmq-server is installed, or its absence is a failure");
		}
		String test = context.getRequiredTestClass().getSimpleName();
		if (context.getTestMethod().isEmpty()) {
			System.err
				.println("SKIPPED: " + test + " " + CURE + ", or make this a failure: -Dnewsbox.rabbitmq=required");
		}
		return ConditionEvaluationResult.disabled(test + " " + CURE);
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		if (!RabbitNode.installed()) {
			throw new IllegalStateException(context.getRequiredTestClass().getSimpleName() + " " + CURE);
		}
		RabbitNode.shared().revive();
		UsePostgresExtension.closeAfterAllTests(context, RabbitNode.shared());
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == RabbitNode.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return RabbitNode.shared();
	}

	private static boolean isRequired() {
		return "required".equals(System.getProperty("newsbox.rabbitmq"));
	}

}
