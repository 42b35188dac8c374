package io.newsbox.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link RealBrowser} does. */
final class RealBrowserExtension implements ExecutionCondition, BeforeAllCallback, ParameterResolver {

	private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

	private static final String CURE = "needs " + CHROMIUM + ", and this machine has none:"
			+ " install it (Debian: apt-get install --no-install-recommends chromium)";

	// root needs no sandbox, a container has little shared memory
	private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");

	private static final int LAUNCH_MILLIS = 120_000;

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (isInstalled() || "required".equals(System.getProperty("newsbox.browser"))) {
			return ConditionEvaluationResult.enabled("Chromium is installed, or its absence is a failure");
		}
		String test = context.getRequiredTestClass().getSimpleName();
		if (context.getTestMethod().isEmpty()) {
			System.err
				.println("SKIPPED: " + test + " " + CURE + ", or make this a failure: -Dnewsbox.browser=required");
		}
		return ConditionEvaluationResult.disabled(test + " " + CURE);
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		if (!isInstalled()) {
			throw new IllegalStateException(context.getRequiredTestClass().getSimpleName() + " " + CURE);
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Browser.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Store ofClass = context.getStore(Namespace.create(RealBrowserExtension.class, context.getRequiredTestClass()));
		return ofClass.getOrComputeIfAbsent("browser", (key) -> new RunningBrowser(), RunningBrowser.class).browser;
	}

	private static boolean isInstalled() {
		return Files.isExecutable(CHROMIUM);
	}

	/** Closed when the class is done. */
	private static final class RunningBrowser implements CloseableResource {

		private final Playwright playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

		private final Browser browser = this.playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setTimeout(LAUNCH_MILLIS)
				.setExecutablePath(CHROMIUM)
				.setArgs(ARGUMENTS));

		@Override
		public void close() {
			this.playwright.close();
		}

	}

}
