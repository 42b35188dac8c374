package io.newsbox;

import org.springframework.boot.builder.ParentContextApplicationContextInitializer;
import org.springframework.boot.builder.ParentContextCloserApplicationListener;
import org.springframework.boot.web.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Opens the console once the routes run: news does not wait for a web server and what
 * belongs to it, a third of the start. Its beans are in a context of their own, which
 * sees newsbox's and is closed before it.
 */
final class ConsoleOpener implements ApplicationListener<ContextRefreshedEvent> {

	private final ConfigurableApplicationContext newsbox;

	ConsoleOpener(ConfigurableApplicationContext newsbox) {
		this.newsbox = newsbox;
	}

	/**
	 * Camel starts the routes by the same event, and gets it first: it was made first.
	 */
	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		// the console's own event comes here, too
		if (event.getApplicationContext() == this.newsbox && isWanted()) {
			try {
				open();
			}
			catch (RuntimeException ex) {
				// else the routes would go on
				this.newsbox.close();
				throw ex;
			}
		}
	}

	private boolean isWanted() {
		return !"-1".equals(this.newsbox.getEnvironment().getProperty("server.port"));
	}

	private void open() {
		var console = new AnnotationConfigServletWebServerApplicationContext();
		console.setEnvironment(this.newsbox.getEnvironment());
		console.setClassLoader(this.newsbox.getClassLoader());
		console.register(ConsoleBeans.class);
		console.addApplicationListener(new ParentContextCloserApplicationListener());
		new ParentContextApplicationContextInitializer(this.newsbox).initialize(console);
		new ServerPortInfoApplicationContextInitializer().initialize(console);
		console.refresh();
	}

}
