package io.newsbox;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbox.article.ArticleProperties;
import io.newsbox.article.Database;
import io.newsbox.console.ConsoleProperties;
import io.newsbox.fallback.ArticleApiClient;
import io.newsbox.fallback.Fallback;
import io.newsbox.fallback.FallbackProperties;
import io.newsbox.fallback.FallbackStatus;
import io.newsbox.intake.BrokerBounds;
import io.newsbox.intake.Intake;
import io.newsbox.intake.IntakeProperties;
import io.newsbox.intake.IntakeStatus;
import io.newsbox.intake.SubscriptionFactory;
import io.newsbox.routes.RoutesCommand;
import io.newsbox.routes.RoutesProperties;
import net.javacrumbs.shedlock.provider.jdbctemplate.DatabaseProduct;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.support.StorageBasedLockProvider;
import org.apache.camel.component.springrabbit.SpringRabbitMQComponent;
import org.apache.camel.spi.ComponentCustomizer;

import org.springframework.amqp.rabbit.connection.ConnectionNameStrategy;
import org.springframework.amqp.rabbit.connection.SimplePropertyValueConnectionNameStrategy;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.amqp.RabbitProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Starts newsbox, and says what it is made of: rooms {@code intake} and {@code fallback}
 * here, the others in the classes beside. The beans are named as the route files call
 * them.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ ArticleBeans.class, RoutesBeans.class, JmxBeans.class })
@EnableConfigurationProperties({ IntakeProperties.class, ArticleProperties.class, FallbackProperties.class,
		RoutesProperties.class, ConsoleProperties.class })
public class NewsboxApplication {

	// not the process id: in a container that is 1 for all of them
	private final String instance = UUID.randomUUID().toString().substring(0, 8);

	public static void main(String[] args) {
		// Camel changes the case of names by it, and in Turkish I is no capital of i
		Locale.setDefault(Locale.ENGLISH);
		RoutesCommand command = new RoutesCommand(args,
				new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
		if (command.isGiven()) {
			System.exit(command.run(NewsboxApplication.class));
		}
		SpringApplication.run(NewsboxApplication.class, args);
	}

	/** Comes before all others. */
	@Bean
	static BeanFactoryPostProcessor foreignSettings(Environment settings) {
		new ForeignSettings(settings).refuse();
		return (beans) -> {
		};
	}

	@Bean
	Clock clock() {
		// finer ones are only harder to read
		return Clock.tickMillis(ZoneOffset.UTC);
	}

	@Bean
	BrokerBounds brokerBounds(RabbitProperties properties) {
		return new BrokerBounds(properties.getSsl().isVerifyHostname());
	}

	@Bean
	ConnectionNameStrategy connectionNames() {
		return new SimplePropertyValueConnectionNameStrategy("spring.application.name");
	}

	@Bean(initMethod = "start", destroyMethod = "close")
	Intake intake(Clock clock) {
		return new Intake(clock);
	}

	@Bean
	IntakeStatus intakeHealthIndicator(Intake intake, MeterRegistry meters) {
		return new IntakeStatus(intake, meters);
	}

	@Bean
	ComponentCustomizer subscriptions(IntakeProperties properties, Intake intake) {
		return ComponentCustomizer.builder(SpringRabbitMQComponent.class)
			.build((component) -> component
				.setListenerContainerFactory(new SubscriptionFactory(properties, this.instance, intake)));
	}

	@Bean
	StorageBasedLockProvider leases(JdbcTemplate database) {
		return new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
			.withJdbcTemplate(database)
			.withTableName("lease")
			// told, not found out: the database may be down
			.withDatabaseProduct(DatabaseProduct.POSTGRES_SQL)
			.withLockedByValue(this.instance)
			.usingDbTime()
			.withThrowUnexpectedException(true)
			.build());
	}

	@Bean(destroyMethod = "close")
	Fallback fallback(FallbackProperties properties, Intake intake, DataSource database,
			StorageBasedLockProvider leases, Clock clock) {
		return new Fallback(properties, intake, database, leases, clock);
	}

	@Bean
	FallbackStatus fallbackHealthIndicator(Fallback fallback, MeterRegistry meters) {
		return new FallbackStatus(fallback, meters);
	}

	@Bean
	FeedHealth feedHealthIndicator(IntakeStatus intake, FallbackStatus fallback, Database database,
			MeterRegistry meters) {
		return new FeedHealth(intake, fallback, database, meters);
	}

	@Bean
	ArticleApiClient articleApiClient(FallbackProperties properties, Clock clock) {
		String version = NewsboxApplication.class.getPackage().getImplementationVersion();
		return new ArticleApiClient(properties, (version != null) ? version : "dev", clock);
	}

	/** After Camel's context, which then hears of the start first. */
	@Bean(initMethod = "refuseTakenPort")
	@DependsOn("camelContext")
	@ConditionalOnMissingBean(RoutesCommand.class)
	ConsoleOpener consoleOpener(ConfigurableApplicationContext newsbox) {
		return new ConsoleOpener(newsbox);
	}

}
