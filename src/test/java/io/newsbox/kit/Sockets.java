package io.newsbox.kit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Small servers of the tests: a thread for each connection.
 */
final class Sockets {

	private Sockets() {
	}

	/** Serves each connection, and closes it then, until the server is closed. */
	static void serve(ServerSocket server, Service service) {
		inBackground(() -> {
			while (!server.isClosed()) {
				Socket client = server.accept();
				inBackground(() -> {
					try (client) {
						service.serve(client);
					}
				});
			}
		});
	}

	/** Runs a task whose end by an error of the connection is as good as any. */
	static Thread inBackground(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				// closed by one side or the other
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "kit-socket");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	static void close(Closeable socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	interface Service {

		void serve(Socket client) throws IOException, InterruptedException;

	}

	interface Task {

		void run() throws IOException, InterruptedException;

	}

}
