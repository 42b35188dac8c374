package io.newsbox.routes;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the route files and examples {@value #LOOKS_A_SECOND} times a second. An edit
 * counts when nothing has changed from one look to the next: a file is no longer half
 * written then, and a whole folder copied. Looking works for every file system and kind
 * of link, which being notified does not.
 */
final class RouteWatch {

	private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);

	private static final int LOOKS_A_SECOND = 2;

	private final RouteFolder folder;

	private final Runnable edited;

	private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "route-watch");
		thread.setDaemon(true);
		return thread;
	});

	private Map<String, List<Object>> seen = Map.of();

	/** Whether the files as they are were seen twice already. */
	private boolean told;

	/**
	 * @param edited called after an edit, and once after the start
	 */
	RouteWatch(RouteFolder folder, Runnable edited) {
		this.folder = folder;
		this.edited = edited;
	}

	void start() {
		long pause = TimeUnit.SECONDS.toMillis(1) / LOOKS_A_SECOND;
		var unused = this.looks.scheduleWithFixedDelay(this::look, 0, pause, TimeUnit.MILLISECONDS);
	}

	void close() {
		this.looks.shutdownNow();
	}

	private void look() {
		Map<String, List<Object>> now = stamp();
		boolean quiet = now.equals(this.seen);
		boolean isNews = quiet && !this.told;
		this.seen = now;
		this.told = quiet;
		if (isNews) {
			try {
				this.edited.run();
			}
			catch (RuntimeException | Error ex) {
				// whatever it is, or there would be no next look
				LOG.error("The route files cannot be looked at", ex);
			}
		}
	}

	private Map<String, List<Object>> stamp() {
		try {
			return this.folder.stamp();
		}
		catch (IOException ex) {
			return Map.of("", List.of(ex.toString()));
		}
	}

}
