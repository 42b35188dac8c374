package io.newsbox.routes;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.boot.Banner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.StringUtils;

/**
 * What the jar does on the command line apart from running newsbox: {@code --check},
 * {@code --check=sql}, {@code --map FILE…} and {@code --expect}. It has newsbox's beans
 * and settings, but no web server, no connection and no routes that run.
 */
public final class RoutesCommand {

	private static final String[] QUIET = { "--logging.level.root=off", "--spring.flyway.enabled=false",
			"--spring.jmx.enabled=false", "--camel.main.jmx-enabled=false", "--spring.main.lazy-initialization=true" };

	// if none is set: it is not asked, unless by --check=sql
	private static final Map<String, Object> SOME_DATABASE = Map.of("spring.datasource.url", "jdbc:postgresql:newsbox");

	/** The last two are Spring Boot's own. */
	private static final Set<String> OPTIONS = Set.of("--check", "--map", "--expect", "--help", "--debug", "--trace");

	private final DefaultApplicationArguments arguments;

	private final PrintStream out;

	/**
	 * @param out where the answer goes
	 */
	public RoutesCommand(String[] arguments, PrintStream out) {
		this.arguments = new DefaultApplicationArguments(arguments);
		this.out = out;
	}

	/**
	 * Whether the arguments ask for one of these commands, or for something that there is
	 * not.
	 */
	public boolean isGiven() {
		return Stream.of("check", "map", "expect", "help").anyMatch(this.arguments::containsOption)
				|| unknown().findAny().isPresent();
	}

	/**
	 * What is neither a command nor a setting. One without a dot in its name is one that
	 * operations made up, if it has a value and is not like a command.
	 */
	private Stream<String> unknown() {
		Stream<String> options = this.arguments.getOptionNames()
			.stream()
			.filter((name) -> !name.contains(".") && !OPTIONS.contains("--" + name))
			.filter((name) -> values(name).isEmpty() || !Suggestion.of("--" + name, OPTIONS).isEmpty())
			.map((name) -> "--" + name + " is no option" + Suggestion.of("--" + name, OPTIONS));
		Stream<String> checks = values("check").stream()
			.filter((what) -> !what.equals("sql"))
			.map((what) -> "--check=" + what + " is no option: did you mean --check=sql?");
		Stream<String> words = this.arguments.containsOption("map") ? Stream.empty()
				: this.arguments.getNonOptionArgs()
					.stream()
					.filter((word) -> !word.isBlank())
					.map((word) -> word + " is no option");
		// Spring Boot would take what comes after it, also from here, for words
		Stream<String> dashes = Arrays.stream(this.arguments.getSourceArgs())
			.filter("--"::equals)
			.map((end) -> "-- is no option: write ./-FILE for a file whose name begins with a dash");
		return Stream.of(options, checks, words, dashes).flatMap((each) -> each);
	}

	private List<String> values(String option) {
		return Objects.requireNonNullElse(this.arguments.getOptionValues(option), List.of());
	}

	/**
	 * Does what the arguments ask for.
	 * @return the exit code: 0, or 1 if anything is wrong with the arguments, the files
	 * or the settings
	 */
	public int run(Class<?> newsbox) {
		List<String> unknown = unknown().toList();
		if (!unknown.isEmpty() || this.arguments.containsOption("help")) {
			unknown.forEach(this.out::println);
			this.out.println(
					"Options: --SETTING=VALUE…, and --check, --check=sql, --map FILE… or --expect; else newsbox runs");
			return unknown.isEmpty() ? 0 : 1;
		}
		try (ConfigurableApplicationContext context = application(newsbox)
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

	private SpringApplication application(Class<?> newsbox) {
		SpringApplication application = new SpringApplication(newsbox);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setRegisterShutdownHook(false);
		application.addInitializers(
				(GenericApplicationContext context) -> context.registerBean(RoutesCommand.class, () -> this));
		application.setDefaultProperties(SOME_DATABASE);
		return application;
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
		// as a start would, where this one makes only what it uses
		context.getBeansWithAnnotation(ConfigurationProperties.class);
		Routes routes = context.getBean(Routes.class);
		boolean map = this.arguments.containsOption("map");
		boolean expect = this.arguments.containsOption("expect");
		Report report = (map || expect) ? routes.check().toRun() : routes.check().all(values("check").contains("sql"));
		if (!report.isFine() || !(map || expect)) {
			report.lines().forEach(this.out::println);
			return report.isFine() ? 0 : 1;
		}
		if (expect) {
			try (Scratch scratch = routes.check().scratch(report.snapshot())) {
				return new ExpectCommand(scratch, this.out).run();
			}
		}
		try (Trial trial = routes.check().trial(report.snapshot())) {
			return new MapCommand(trial, this.out).run(this.arguments.getNonOptionArgs());
		}
	}

}
