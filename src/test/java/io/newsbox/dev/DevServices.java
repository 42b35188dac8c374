package io.newsbox.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.Ports;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.QpidBroker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.amqp.RabbitConnectionDetails;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * An embedded broker, an embedded database, a stand-in article API and a publisher, for a
 * machine that has none. The database stays in {@code target/dev} from run to run; delete
 * the folder to begin anew.
 */
@TestConfiguration(proxyBeanMethods = false)
public class DevServices {

	private static final Logger LOG = LoggerFactory.getLogger(DevServices.class);

	private static final Path DIRECTORY = Path.of("target", "dev");

	private static final String OPERATOR_PASSWORD = "on-my-machine";

	private static final String VIEWER_PASSWORD = "just-looking";

	private static final ArticleApi ARTICLE_API = new ArticleApi();

	// not stopped: it has nothing to save, and is gone with the JVM, after newsbox has
	// closed
	@Bean(initMethod = "start", destroyMethod = "")
	QpidBroker broker() {
		return new QpidBroker(Ports.free(), DIRECTORY.resolve("qpid"));
	}

	@Bean(initMethod = "start", destroyMethod = "stop")
	Postgres postgres() {
		return new Postgres(Ports.free(), DIRECTORY.resolve("postgres"));
	}

	@Bean
	RabbitConnectionDetails rabbitConnectionDetails(QpidBroker broker) {
		LOG.info("Broker: amqp://guest:guest@127.0.0.1:{}", broker.port());
		return new Broker(broker.port());
	}

	@Bean
	JdbcConnectionDetails jdbcConnectionDetails(Postgres postgres) {
		Postgres.Database database = postgres.database("newsbox");
		LOG.info("Database: psql postgresql://{}:{}@127.0.0.1:{}/newsbox", database.user(), database.password(),
				postgres.port());
		return new Database(database);
	}

	// before the settings are read
	@Bean
	static BeanFactoryPostProcessor settings(ConfigurableEnvironment environment) {
		Map<String, Object> settings = Map.of("newsbox.fallback.article-api-url", ARTICLE_API.url(),
				"newsbox.console.viewer-password", VIEWER_PASSWORD, "newsbox.console.operator-password",
				OPERATOR_PASSWORD);
		return (beans) -> environment.getPropertySources().addFirst(new MapPropertySource("dev-services", settings));
	}

	@Bean(initMethod = "start")
	ArticleApi articleApi() {
		LOG.info("Article API: curl '{}?updated_since=2026-01-01T00:00:00Z'", ARTICLE_API.url());
		return ARTICLE_API;
	}

	@Bean(initMethod = "start")
	BrokerSwitch brokerSwitch(QpidBroker broker, ArticleApi api) {
		return new BrokerSwitch(broker, api);
	}

	@Bean
	SamplePublisher samplePublisher(QpidBroker broker, ArticleApi api, Environment environment) {
		String[] routingKeys = environment.getProperty("newsbox.intake.routing-key", String[].class,
				new String[] { "newsbox.update" });
		return new SamplePublisher(broker.connectionFactory(),
				environment.getProperty("newsbox.intake.exchange", "news"), routingKeys[0], api);
	}

	@Bean
	ApplicationListener<ApplicationReadyEvent> publishWhenReady(SamplePublisher publisher) {
		return (event) -> publisher.start();
	}

	@Bean
	ApplicationListener<WebServerInitializedEvent> consoleAddress() {
		return (event) -> LOG.info("Console: http://127.0.0.1:{}/ user operator, password {}, or viewer, {}",
				event.getWebServer().getPort(), OPERATOR_PASSWORD, VIEWER_PASSWORD);
	}

	private record Broker(int port) implements RabbitConnectionDetails {

		@Override
		public String getUsername() {
			return "guest";
		}

		@Override
		public String getPassword() {
			return "guest";
		}

		@Override
		public List<Address> getAddresses() {
			return List.of(new Address("127.0.0.1", this.port));
		}

	}

	private record Database(Postgres.Database database) implements JdbcConnectionDetails {

		@Override
		public String getJdbcUrl() {
			return this.database.url();
		}

		@Override
		public String getUsername() {
			return this.database.user();
		}

		@Override
		public String getPassword() {
			return this.database.password();
		}

	}

}
