package io.newsbox.article;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.net.SocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * Sockets that give up a write as they give up a read, after {@code socketTimeout}. Java
 * bounds reads only: where the database's machine is gone, or frozen, while a batch is
 * sent that is larger than the buffers in between, the system would try for a quarter of
 * an hour, or for ever. Named in {@code application.yaml}; made by the driver.
 */
public final class BoundedSockets extends SocketFactory {

	/** In bytes; each has the whole time, so that a slow line is no reason to give up. */
	private static final int PART = 64 * 1024;

	private static final Set<BoundedSocket> OPEN = ConcurrentHashMap.newKeySet();

	static {
		// asks now and then, in place of setting a timer for each write
		var unused = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "database-writes");
			thread.setDaemon(true);
			return thread;
		}).scheduleWithFixedDelay(() -> OPEN.forEach(BoundedSocket::look), 1, 1, TimeUnit.SECONDS);
	}

	@Override
	public Socket createSocket() {
		return new BoundedSocket();
	}

	@Override
	public Socket createSocket(String host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(InetAddress host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
		throw new UnsupportedOperationException();
	}

	private static final class BoundedSocket extends Socket {

		private static final long NOTHING = Long.MIN_VALUE;

		private @Nullable OutputStream output;

		/** When the write began that is under way. */
		private volatile long began = NOTHING;

		@Override
		public synchronized OutputStream getOutputStream() throws IOException {
			if (this.output == null) {
				this.output = new Bounded(super.getOutputStream());
				OPEN.add(this);
			}
			return this.output;
		}

		private void look() {
			long since = this.began;
			try {
				long limit = TimeUnit.MILLISECONDS.toNanos(getSoTimeout());
				if (since != NOTHING && limit > 0 && System.nanoTime() - since > limit) {
					// which ends the write
					close();
				}
			}
			catch (IOException ex) {
				OPEN.remove(this);
			}
		}

		@Override
		public synchronized void close() throws IOException {
			OPEN.remove(this);
			super.close();
		}

		private final class Bounded extends FilterOutputStream {

			Bounded(OutputStream unbounded) {
				super(unbounded);
			}

			@Override
			public void write(int single) throws IOException {
				write(new byte[] { (byte) single }, 0, 1);
			}

			@Override
			public void write(byte[] bytes, int offset, int length) throws IOException {
				for (int done = 0; done < length; done += PART) {
					BoundedSocket.this.began = System.nanoTime();
					try {
						this.out.write(bytes, offset + done, Math.min(PART, length - done));
					}
					finally {
						BoundedSocket.this.began = NOTHING;
					}
				}
			}

			@Override
			public void close() throws IOException {
				BoundedSocket.this.close();
			}

		}

	}

}
