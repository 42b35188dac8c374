package io.newsbox.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port on 127.0.0.1 that leads to another one, until it is cut.
 */
final class Link implements AutoCloseable {

	private final int target;

	private final ServerSocket server;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private boolean silent;

	private boolean severed;

	Link(int target) {
		this.target = target;
		try {
			this.server = new ServerSocket(Ports.free(), 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Sockets.serve(this.server, this::connect);
	}

	int port() {
		return this.server.getLocalPort();
	}

	/**
	 * Like a network that drops packets: nothing gets through any more, and neither side
	 * is told. What is under way arrives once it is mended.
	 */
	synchronized void silence() {
		this.silent = true;
	}

	/** Like a network that refuses: connections are reset, as are new ones. */
	synchronized void sever() {
		this.severed = true;
		this.sockets.forEach(Sockets::close);
	}

	synchronized void mend() {
		this.silent = false;
		this.severed = false;
		notifyAll();
	}

	@Override
	public void close() {
		Sockets.close(this.server);
		sever();
		mend();
	}

	private void connect(Socket client) throws IOException, InterruptedException {
		awaitPassage();
		try (Socket far = new Socket(InetAddress.getLoopbackAddress(), this.target)) {
			admit(client, far);
			Thread back = Sockets.inBackground(() -> pass(far, client));
			pass(client, far);
			back.join();
		}
		finally {
			this.sockets.remove(client);
		}
	}

	private synchronized void admit(Socket client, Socket far) throws IOException {
		if (this.severed) {
			throw new IOException("The link is severed");
		}
		client.setTcpNoDelay(true);
		far.setTcpNoDelay(true);
		this.sockets.add(client);
	}

	/** When one side ends the connection, so does the other. */
	private void pass(Socket from, Socket to) throws IOException, InterruptedException {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] buffer = new byte[64 * 1024];
			for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
				awaitPassage();
				out.write(buffer, 0, length);
			}
			awaitPassage();
		}
	}

	private synchronized void awaitPassage() throws InterruptedException {
		while (this.silent) {
			wait();
		}
	}

}
