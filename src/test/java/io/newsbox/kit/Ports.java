package io.newsbox.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that stay free while a server is down.
 */
public final class Ports {

	/** Number of this JVM, of those that run tests side by side. */
	private static final int FORK = Integer.parseInt(System.getProperty("newsbox.fork", "0"));

	// below the range from which Linux (32768) and macOS (49152) take ports for outgoing
	// connections: else a client that retries against a stopped server takes its port
	private static final int LOWEST = 20_000;

	private static final int MANY = 3_000;

	// up to four JVMs, which must not give each other's away
	private static final int FIRST = LOWEST + FORK % 4 * MANY;

	private static final int LAST = FIRST + MANY;

	private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

	private Ports() {
	}

	/** Returns a port on 127.0.0.1 that is free now and that this JVM gets only once. */
	public static int free() {
		for (int attempt = 0; attempt < 1000; attempt++) {
			int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
			if (isFree(port) && GIVEN.add(port)) {
				return port;
			}
		}
		throw new IllegalStateException("No free port between " + FIRST + " and " + LAST);
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
