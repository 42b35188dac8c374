package io.newsbox.bench;

import java.util.Arrays;

/**
 * How a full queue was emptied.
 *
 * @param perSecond items
 * @param cpu seconds of the peer, of all its processes
 * @param allCpu seconds of the peer, the broker and the database
 */
record Drain(double perSecond, double cpu, double allCpu) {

	static Drain of(int count, Work work, Articles articles, Servers servers, PeerProcess... processes)
			throws Exception {
		articles.lock();
		work.publish(count);
		double cpu = cpuSeconds(processes);
		double serverCpu = servers.cpuSeconds();
		long start = System.nanoTime();
		articles.unlock();
		double seconds = (articles.awaitAll(work.last() + 1, processes[0]) - start) / 1e9;
		double used = cpuSeconds(processes) - cpu;
		return new Drain(count / seconds, used, used + servers.cpuSeconds() - serverCpu);
	}

	private static double cpuSeconds(PeerProcess... processes) {
		return Arrays.stream(processes).mapToDouble(PeerProcess::cpuSeconds).sum();
	}

}
