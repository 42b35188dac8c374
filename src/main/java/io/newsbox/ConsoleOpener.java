package io.newsbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Opens the console once the routes run: news does not wait for a web server and what
 * belongs to it, a fifth of the start. Its beans are in a context of their own, which
 * sees newsbox's and is closed before it. Without it newsbox does not go on, since nobody
 * would see how it is.
 */
final class ConsoleOpener implements ApplicationListener<ApplicationContextEvent> {

	private static final int DEFAULT_PORT = 8080;

	private final ConfigurableApplicationContext newsbox;

	private final int port;

	private @Nullable ConfigurableApplicationContext console;

	ConsoleOpener(ConfigurableApplicationContext newsbox) {
		this.newsbox = newsbox;
		this.port = Binder.get(newsbox.getEnvironment()).bind("server.port", int.class).orElse(DEFAULT_PORT);
	}

	/**
	 * Looks before the routes run: a second newsbox, started by mistake, and again and
	 * again by its supervisor, must not take messages each time.
	 * @throws PortInUseException if another process has the port
	 */
	void refuseTakenPort() {
		if (this.port > 0) {
			InetAddress address = Binder.get(this.newsbox.getEnvironment())
				.bind("server.address", InetAddress.class)
				.orElse(null);
			try {
				new ServerSocket(this.port, 1, address).close();
			}
			catch (IOException ex) {
				// anything else is said better by the web server itself
				PortInUseException.throwIfPortBindingException(ex, () -> this.port);
			}
		}
	}

	/**
	 * Camel starts the routes by the same event, and gets it first: it was made first.
	 */
	@Override
	public void onApplicationEvent(ApplicationContextEvent event) {
		// the console's own events come here, too
		if (event.getApplicationContext() != this.newsbox) {
			return;
		}
		if (event instanceof ContextClosedEvent && this.console != null) {
			this.console.close();
		}
		// -1 is Spring Boot's word for no server
		else if (event instanceof ContextRefreshedEvent && this.port >= 0) {
			try {
				open();
			}
			catch (RuntimeException | Error ex) {
				// else the routes would go on
				this.newsbox.close();
				throw ex;
			}
		}
	}

	private void open() {
		var context = new AnnotationConfigServletWebServerApplicationContext();
		context.setId("console");
		context.setParent(this.newsbox);
		context.setEnvironment(this.newsbox.getEnvironment());
		context.setClassLoader(this.newsbox.getClassLoader());
		context.setAllowBeanDefinitionOverriding(false);
		context.register(ConsoleBeans.class);
		this.console = context;
		context.refresh();
	}

}
