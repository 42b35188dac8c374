package io.newsbox.bench;

/**
 * How a full queue was emptied.
 *
 * @param perSecond items
 * @param cpu seconds of the peer
 * @param allCpu seconds of the peer, the broker and the database
 */
record Drain(double perSecond, double cpu, double allCpu) {

	static Drain of(int count, Work work, Articles articles, PeerProcess process, Servers servers) throws Exception {
		articles.lock();
		work.publish(count);
		double cpu = process.cpuSeconds();
		double serverCpu = servers.cpuSeconds();
		long start = System.nanoTime();
		articles.unlock();
		double seconds = (articles.awaitAll(work.last() + 1, process) - start) / 1e9;
		double used = process.cpuSeconds() - cpu;
		return new Drain(count / seconds, used, used + servers.cpuSeconds() - serverCpu);
	}

}
