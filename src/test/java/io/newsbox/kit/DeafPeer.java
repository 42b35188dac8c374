package io.newsbox.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A port of which nothing ever comes back: it takes connections and says nothing, or,
 * like a network that drops packets, does not even take them.
 */
public final class DeafPeer implements AutoCloseable {

	private final ServerSocket socket;

	private final List<Socket> queued = new ArrayList<>();

	private DeafPeer(int backlog) throws IOException {
		this.socket = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
	}

	/** The kernel accepts, nobody reads. */
	public static DeafPeer silent() throws IOException {
		return new DeafPeer(1000);
	}

	/** The queue of connections is full: the kernel drops each SYN that comes. */
	public static DeafPeer blackHole() throws IOException {
		DeafPeer peer = new DeafPeer(1);
		for (int i = 0; i < 8; i++) {
			Socket filler = new Socket();
			peer.queued.add(filler);
			try {
				filler.connect(peer.socket.getLocalSocketAddress(), 200);
			}
			catch (IOException ex) {
				return peer;
			}
		}
		throw new IllegalStateException("The kernel goes on taking connections");
	}

	public int port() {
		return this.socket.getLocalPort();
	}

	public SocketAddress address() {
		return this.socket.getLocalSocketAddress();
	}

	@Override
	public void close() {
		try {
			for (Socket filler : this.queued) {
				filler.close();
			}
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
