package io.newsbox.bench;

import java.util.ArrayList;
import java.util.List;

import io.newsbox.kit.Load;
import io.newsbox.kit.Postgres;

/**
 * What becomes of newsbox with more rows in the table, larger items, and more instances.
 * Everything is measured in processes that are warm, the median of three drains.
 */
final class Growth {

	private static final int DRAINS = 3;

	private static final int ITEMS = 20_000;

	private static final int[] ROWS = { 1_000, 10_000, 100_000, 1_000_000 };

	private static final int[] KILOBYTES = { 1, 2, 10, 50, 200 };

	private static final int MEGABYTES = 60;

	private final Servers servers;

	private final StringBuilder table = new StringBuilder(
			"| | items/s | MB/s | CPU µs an item, own / all |\n|---|---|---|---|\n");

	Growth(Servers servers) {
		this.servers = servers;
	}

	void run() throws Exception {
		Postgres.Database database = this.servers.newDatabase();
		try (Work work = new Work(this.servers.broker(), "growth");
				Articles articles = new Articles(database);
				PeerProcess process = new PeerProcess(Peer.newsbox(), this.servers.broker(), database, work)) {
			work.publish(1);
			articles.await(0, process);
			Trial.warmUp(work, articles, process);
			for (int kilobytes : KILOBYTES) {
				work.items((number) -> Load.item(number, kilobytes * 1000));
				measure("items of " + kilobytes + " kB", MEGABYTES * 1000 / kilobytes, kilobytes, work, articles,
						process);
			}
			work.items(Work.PLAIN);
			articles.clear();
			for (int rows : ROWS) {
				articles.fill(rows);
				measure("%,d rows in the table".formatted(rows), ITEMS, 1.8, work, articles, process);
			}
			try (PeerProcess second = new PeerProcess(Peer.newsbox(), this.servers.broker(), database, work)) {
				Trial.warmUp(work, articles, second);
				measure("two instances", ITEMS, 1.8, work, articles, process, second);
			}
		}
		String text = this.table + "\n" + Machine.describe() + ".";
		System.out.println(text);
		Site.table("growth", text);
	}

	private void measure(String what, int count, double kilobytes, Work work, Articles articles,
			PeerProcess... processes) throws Exception {
		List<Drain> drains = new ArrayList<>();
		for (int i = 0; i < DRAINS; i++) {
			drains.add(Drain.of(count, work, articles, this.servers, processes));
		}
		drains.sort((one, other) -> Double.compare(one.perSecond(), other.perSecond()));
		Drain median = drains.get(DRAINS / 2);
		String row = "| %s | %,.0f | %.1f | %.0f / %.0f |%n".formatted(what, median.perSecond(),
				median.perSecond() * kilobytes / 1000, median.cpu() * 1e6 / count, median.allCpu() * 1e6 / count);
		System.out.print(row);
		this.table.append(row);
	}

}
