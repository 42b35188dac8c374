package io.newsbox.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import javax.management.JMException;
import javax.management.ObjectName;

import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.QpidBroker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops and revives the broker: {@code b} and Enter in the console, or the JMX operation.
 * While it is stopped, news goes on in the article API alone, so that the fallback has
 * something to find.
 */
public final class BrokerSwitch implements BrokerSwitchMXBean, AutoCloseable {

	private static final String NAME = "io.newsbox:type=DevelopmentBroker";

	private static final Logger LOG = LoggerFactory.getLogger(BrokerSwitch.class);

	private static final Duration PACE = Duration.ofSeconds(10);

	private static final String UPDATE = """
			{"uri": "urn:newsml:example.org:live", "type": "text", "pubstatus": "usable", "language": "en",
			 "version": "%d", "versioncreated": "%s", "headline": "Live: update %1$d, from the article API alone"}""";

	private final ScheduledExecutorService newsroom = Executors.newSingleThreadScheduledExecutor((work) -> {
		Thread thread = new Thread(work, "newsroom");
		thread.setDaemon(true);
		return thread;
	});

	private final QpidBroker broker;

	private final ArticleApi api;

	private int version;

	BrokerSwitch(QpidBroker broker, ArticleApi api) {
		this.broker = broker;
		this.api = api;
	}

	void start() throws JMException {
		ManagementFactory.getPlatformMBeanServer().registerMBean(this, new ObjectName(NAME));
		Thread console = new Thread(this::readConsole, "console");
		console.setDaemon(true);
		console.start();
		ScheduledFuture<?> ignored = this.newsroom.scheduleWithFixedDelay(this::update, 1, PACE.toSeconds(),
				TimeUnit.SECONDS);
		LOG.info(
				"To see the fallback: type b and Enter, and the broker stops; once more, and it runs again. Or use JMX:"
						+ " {}, toggle",
				NAME);
	}

	@Override
	public synchronized boolean isRunning() {
		return this.broker.isRunning();
	}

	@Override
	public synchronized void toggle() {
		if (this.broker.isRunning()) {
			this.broker.stop();
			LOG.info("The broker is stopped. News goes on in the article API: {}. Type b and Enter to revive it",
					this.api.url());
		}
		else {
			this.broker.start();
			LOG.info("The broker runs again");
		}
	}

	@Override
	public void close() throws JMException {
		ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
		this.newsroom.shutdownNow();
	}

	private void readConsole() {
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
			String line = lines.readLine();
			while (line != null) {
				if (line.strip().equalsIgnoreCase("b")) {
					toggle();
				}
				line = lines.readLine();
			}
		}
		catch (IOException ex) {
			LOG.debug("No console", ex);
		}
	}

	private void update() {
		if (!isRunning()) {
			this.version++;
			Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
			this.api.put(UPDATE.formatted(this.version, now));
			LOG.info("The article API has update {} of urn:newsml:example.org:live", this.version);
		}
	}

}
