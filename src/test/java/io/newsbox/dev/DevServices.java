package io.newsbox.dev;

import java.nio.file.Path;
import java.util.List;

import io.newsbox.kit.Ports;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.QpidBroker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.amqp.RabbitConnectionDetails;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * An embedded broker, an embedded database and a publisher, for a machine that has none.
 * The database stays in {@code target/dev} from run to run; delete the folder to begin
 * anew.
 */
@TestConfiguration(proxyBeanMethods = false)
public class DevServices {

	private static final Logger logger = LoggerFactory.getLogger(DevServices.class);

	private static final Path DIRECTORY = Path.of("target", "dev");

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
		logger.info("Broker: amqp://guest:guest@127.0.0.1:{}", broker.port());
		return new Broker(broker.port());
	}

	@Bean
	JdbcConnectionDetails jdbcConnectionDetails(Postgres postgres) {
		Postgres.Database database = postgres.database("newsbox");
		logger.info("Database: psql postgresql://{}:{}@127.0.0.1:{}/newsbox", database.user(), database.password(),
				postgres.port());
		return new Database(database);
	}

	@Bean
	SamplePublisher samplePublisher(QpidBroker broker, Environment environment) {
		String[] routingKeys = environment.getProperty("newsbox.intake.routing-key", String[].class,
				new String[] { "newsbox.update" });
		return new SamplePublisher(broker.connectionFactory(),
				environment.getProperty("newsbox.intake.exchange", "news"), routingKeys[0]);
	}

	@Bean
	ApplicationListener<ApplicationReadyEvent> publishWhenReady(SamplePublisher publisher) {
		return (event) -> publisher.start();
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
