package io.newsbox.bench;

import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Two of the figures as bars (SVG): how fast a queue is drained, and how long one item
 * takes. The second is logarithmic: the peers are a factor of a thousand apart.
 */
final class Picture {

	private static final int ROW = 26;

	private static final int NAMES = 230;

	private static final int BARS = 330;

	private Picture() {
	}

	static String of(Map<Peer, Figures> medians) {
		double fastest = medians.values().stream().mapToDouble(Figures::drain).max().orElseThrow();
		double slowest = medians.values().stream().mapToDouble((figures) -> figures.steady().p50()).max().orElseThrow();
		int height = 40 + medians.size() * ROW;
		return """
				<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
				<rect width="100%%" height="100%%" fill="#fff"/>
				<text x="%d" y="22" font-weight="bold">drained, items/s (more is better)</text>
				<text x="%d" y="22" font-weight="bold">200/s: p50, ms, log (less is better)</text>
				%s%s%s</svg>
				""".formatted(NAMES + 2 * BARS + 20, height, NAMES, NAMES + BARS, names(medians),
				bars(medians, NAMES, "%,.0f", Figures::drain, (value) -> value / fastest),
				bars(medians, NAMES + BARS, "%,.1f", (figures) -> figures.steady().p50(),
						(value) -> Math.log10(1 + value) / Math.log10(1 + slowest)));
	}

	private static String names(Map<Peer, Figures> medians) {
		StringBuilder names = new StringBuilder();
		int y = 54;
		for (Peer peer : medians.keySet()) {
			names
				.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n".formatted(NAMES - 8, y, peer.name()));
			y += ROW;
		}
		return names.toString();
	}

	private static String bars(Map<Peer, Figures> medians, int x, String format, ToDoubleFunction<Figures> figure,
			ToDoubleFunction<Double> share) {
		StringBuilder bars = new StringBuilder();
		int y = 40;
		for (Map.Entry<Peer, Figures> entry : medians.entrySet()) {
			double value = figure.applyAsDouble(entry.getValue());
			long width = Math.max(1, Math.round(share.applyAsDouble(value) * (BARS - 70)));
			String color = entry.getKey().name().equals("newsbox") ? "#c0392b" : "#7f8c9b";
			bars.append(
					"<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"18\" fill=\"%s\"/>%n".formatted(x, y, width, color));
			bars.append(
					"<text x=\"%d\" y=\"%d\">%s</text>%n".formatted(x + width + 5, y + 14, format.formatted(value)));
			y += ROW;
		}
		return bars.toString();
	}

}
