package io.newsbox.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of a peer.
 *
 * @param firstRow seconds from the start of the process to its first row
 * @param drain items a second, of a queue that is full
 * @param cpu seconds that the peer itself used for that drain
 * @param allCpu seconds that the peer, the broker and the database used for it
 * @param peakRss MiB, the highest through warm-up and drain
 * @param steady latency at 200 items a second
 * @param busy latency at half of what it drains
 */
record Figures(double firstRow, double drain, double cpu, double allCpu, double peakRss, Latency steady, Latency busy) {

	static Figures median(List<Figures> trials) {
		return new Figures(median(trials, Figures::firstRow), median(trials, Figures::drain),
				median(trials, Figures::cpu), median(trials, Figures::allCpu), median(trials, Figures::peakRss),
				new Latency(median(trials, (trial) -> trial.steady().p50()),
						median(trials, (trial) -> trial.steady().p99())),
				new Latency(median(trials, (trial) -> trial.busy().p50()),
						median(trials, (trial) -> trial.busy().p99())));
	}

	private static double median(List<Figures> trials, ToDoubleFunction<Figures> figure) {
		double[] sorted = trials.stream().mapToDouble(figure).sorted().toArray();
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	@Override
	public String toString() {
		return "first row %.1f s, drain %,.0f/s, CPU %.1f s (all %.1f s), %.0f MiB, at 200/s %s, at half speed %s"
			.formatted(this.firstRow, this.drain, this.cpu, this.allCpu, this.peakRss, this.steady, this.busy);
	}

	/**
	 * Milliseconds from the moment an item was published to the commit of its row.
	 */
	record Latency(double p50, double p99) {

		@Override
		public String toString() {
			return "p50 %.1f ms, p99 %.1f ms".formatted(this.p50, this.p99);
		}

	}

}
