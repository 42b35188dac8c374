package io.newsbox.routes;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;

import org.springframework.boot.Banner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.StringUtils;

/**
 * What the jar does on the command line apart from running newsbox: {@code --check},
 * {@code --check=sql} and {@code --map FILE…}. It has newsbox's beans and settings, but
 * no web server, no connection and no routes that run.
 */
public final class RoutesCommand {

	private static final String[] QUIET = { "--logging.level.root=off", "--spring.flyway.enabled=false",
			"--spring.jmx.enabled=false", "--camel.main.jmx-enabled=false", "--spring.main.lazy-initialization=true" };

	// if none is set: it is not asked, unless by --check=sql
	private static final Map<String, Object> SOME_DATABASE = Map.of("spring.datasource.url", "jdbc:postgresql:newsbox");

	private final DefaultApplicationArguments arguments;

	private final PrintStream out;

	/**
	 * @param out where the answer goes
	 */
	public RoutesCommand(String[] arguments, PrintStream out) {
		this.arguments = new DefaultApplicationArguments(arguments);
		this.out = out;
	}

	/** Whether the arguments ask for one of these commands. */
	public boolean isGiven() {
		return this.arguments.containsOption("check") || this.arguments.containsOption("map");
	}

	/**
	 * Does what the arguments ask for.
	 * @return the exit code: 0, or 1 if anything is wrong with the files or the settings
	 */
	public int run(Class<?> newsbox) {
		SpringApplication application = new SpringApplication(newsbox);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setRegisterShutdownHook(false);
		application.addInitializers(
				(GenericApplicationContext context) -> context.registerBean(RoutesCommand.class, () -> this));
		application.setDefaultProperties(SOME_DATABASE);
		try (ConfigurableApplicationContext context = application
			.run(StringUtils.concatenateStringArrays(this.arguments.getSourceArgs(), QUIET))) {
			return answer(context);
		}
		catch (BadRoutesException ex) {
			this.out.println(ex.getMessage());
			return 1;
		}
		catch (Exception ex) {
			this.out.println(setting(ex) + Causes.text(ex));
			return 1;
		}
	}

	/** The name of the setting that cannot be read, unless the error itself says it. */
	private static String setting(Exception error) {
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			if (cause instanceof BindException unreadable && !Causes.text(error).contains("newsbox.")) {
				return unreadable.getName() + ": ";
			}
		}
		return "";
	}

	private int answer(ApplicationContext context) throws Exception {
		Routes routes = context.getBean(Routes.class);
		List<String> database = this.arguments.getOptionValues("check");
		Report report = routes.check(database != null && database.contains("sql"));
		boolean map = this.arguments.containsOption("map");
		if (!report.isFine() || !map) {
			report.lines().forEach(this.out::println);
			return report.isFine() ? 0 : 1;
		}
		return new MapCommand(context.getBean(CamelContext.class), routes, this.out).run(report.version(),
				this.arguments.getNonOptionArgs());
	}

}
