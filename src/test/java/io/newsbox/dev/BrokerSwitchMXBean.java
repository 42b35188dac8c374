package io.newsbox.dev;

/** The broker of the development run, as JMX shows it. */
public interface BrokerSwitchMXBean {

	boolean isRunning();

	/** Stops the broker, or starts it again. */
	void toggle();

}
