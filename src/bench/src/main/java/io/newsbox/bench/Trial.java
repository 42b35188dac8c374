package io.newsbox.bench;

import java.util.concurrent.TimeUnit;

import io.newsbox.bench.Figures.Latency;
import io.newsbox.kit.Postgres;

/**
 * One turn of one peer, with a queue and a database of its own.
 * <ol>
 * <li>An item waits; the peer is started, and its first row is waited for.</li>
 * <li>It gets items for a while, to become warm.</li>
 * <li>The table is locked, {@value #DRAIN} items are published, the lock is let go: so
 * the peer is warm, and its queue full.</li>
 * <li>Items come at 200 a second, then at half of what it drained; each time after what
 * was written before is on the disk, or the fastest would pay for most.</li>
 * <li>All rows are there, and the same as every other peer's.</li>
 * </ol>
 */
final class Trial {

	private static final int DRAIN = 60_000;

	private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(15);

	private static final int WARM_UP_BLOCK = 4_000;

	private static final int LATENCY_SECONDS = 10;

	/** Of the rows of the first peer; everybody's must be the same. */
	private static String digest = "";

	private final Servers servers;

	private final Peer peer;

	Trial(Servers servers, Peer peer) {
		this.servers = servers;
		this.peer = peer;
	}

	Figures run() throws Exception {
		Postgres.Database database = this.servers.newDatabase();
		try (Work work = new Work(this.servers.broker(), database.url().replaceFirst(".*/", ""));
				Articles articles = new Articles(database)) {
			work.publish(1);
			long start = System.nanoTime();
			try (PeerProcess process = new PeerProcess(this.peer, this.servers.broker(), database, work)) {
				double firstRow = (articles.await(0, process) - start) / 1e9;
				warmUp(work, articles, process);
				int first = work.last() + 1;
				Drain drain = Drain.of(DRAIN, work, articles, this.servers, process);
				assertSameRows(articles.digest(first, work.last()));
				double peak = process.peakRss();
				Latency steady = latency(200, work, articles, process);
				Latency busy = latency(drain.perSecond() / 2, work, articles, process);
				return new Figures(firstRow, drain.perSecond(), drain.cpu(), drain.allCpu(), peak, steady, busy);
			}
		}
		finally {
			this.servers.drop(database);
		}
	}

	/** Lets the peer work for a while, on items as they come. */
	static void warmUp(Work work, Articles articles, PeerProcess process) throws Exception {
		for (long end = System.nanoTime() + WARM_UP_NANOS; System.nanoTime() < end;) {
			work.publish(WARM_UP_BLOCK);
			articles.awaitAll(work.last() + 1, process);
		}
	}

	private void assertSameRows(String found) {
		digest = digest.isEmpty() ? found : digest;
		if (!digest.equals(found)) {
			throw new IllegalStateException(this.peer.name() + " made other rows than the first peer");
		}
	}

	private static Latency latency(double perSecond, Work work, Articles articles, PeerProcess process)
			throws Exception {
		new ProcessBuilder("sync").start().waitFor();
		int first = work.last() + 1;
		work.publish(perSecond, LATENCY_SECONDS);
		articles.awaitAll(work.last() + 1, process);
		return articles.latency(first);
	}

}
