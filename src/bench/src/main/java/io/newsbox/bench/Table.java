package io.newsbox.bench;

import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures as a table in Markdown. */
final class Table {

	private Table() {
	}

	static String of(Map<Peer, Figures> medians, String machine, int rounds) {
		String head = """
				| median of %d rounds, in turn | drain, items/s | CPU s for it: own / all | 200/s: p50 / p99 ms | half speed: p50 / p99 ms | start → first row, s | peak RSS, MiB |
				|---|---|---|---|---|---|---|
				"""
			.formatted(rounds);
		String foot = "\n\n%s, %s".formatted(LocalDate.now(), machine);
		return medians.entrySet()
			.stream()
			.map((entry) -> row(entry.getKey(), entry.getValue()))
			.collect(Collectors.joining("\n", head, foot));
	}

	private static String row(Peer peer, Figures figures) {
		return "| %s | %,.0f | %.1f / %.1f | %.1f / %.1f | %.1f / %.1f | %.1f | %.0f |".formatted(peer.name(),
				figures.drain(), figures.cpu(), figures.allCpu(), figures.steady().p50(), figures.steady().p99(),
				figures.busy().p50(), figures.busy().p99(), figures.firstRow(), figures.peakRss());
	}

}
