package io.newsbox.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The benchmark. Peers take turns, so that whatever slows the machine down for a while
 * slows all of them.
 */
public final class Bench {

	private Bench() {
	}

	public static void main(String[] args) throws Exception {
		boolean growth = System.getProperty("bench.what", "peers").equals("growth");
		try (Servers servers = Servers.start()) {
			if (growth) {
				new Growth(servers).run();
			}
			else {
				compare(servers);
			}
		}
		// what the servers' libraries leave running does not keep it alive
		System.exit(0);
	}

	private static void compare(Servers servers) throws Exception {
		Pattern only = Pattern.compile(System.getProperty("bench.only", "."));
		List<Peer> peers = Peer.all().stream().filter((peer) -> only.matcher(peer.name()).find()).toList();
		Map<Peer, List<Figures>> figures = new LinkedHashMap<>();
		int rounds = Integer.getInteger("bench.rounds", 3);
		Yardstick yardstick = new Yardstick();
		for (int round = 1; round <= rounds; round++) {
			for (Peer peer : peers) {
				double yard = yardstick.measure();
				Figures found = new Trial(servers, peer).run();
				System.out.printf("Round %d of %d, %s: %s (yardstick before it: %.2f s)%n", round, rounds, peer.name(),
						found, yard);
				figures.computeIfAbsent(peer, (key) -> new ArrayList<>()).add(found);
			}
		}
		Map<Peer, Figures> medians = new LinkedHashMap<>();
		figures.forEach((peer, trials) -> medians.put(peer, Figures.median(trials)));
		String table = Table.of(medians, Machine.describe() + ". " + yardstick, rounds);
		System.out.println(table);
		if (peers.equals(Peer.all())) {
			Site.picture(Picture.of(medians));
			Site.table("peers", table);
		}
	}

}
