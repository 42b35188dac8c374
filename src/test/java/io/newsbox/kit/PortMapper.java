package io.newsbox.kit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Tells one Erlang node the ports of the others, as {@code epmd} does.
 * <p>
 * Nodes that share an epmd find each other directly. With a mapper for each node, what
 * that node takes for another node's port can be a {@link Link} that the test may cut.
 *
 * @see <a href="https://www.erlang.org/doc/apps/erts/erl_dist_protocol.html">The protocol
 * of epmd</a>
 */
final class PortMapper implements AutoCloseable {

	private static final byte ALIVE = 120;

	private static final byte ALIVE_ANSWER = 118;

	private static final byte PORT = 122;

	private static final byte PORT_ANSWER = 119;

	private static final byte NAMES = 110;

	/** From type, protocol and versions to the length of the name. */
	private static final int FLAGS = 6;

	private final ServerSocket server;

	private final Map<String, Integer> others = new ConcurrentHashMap<>();

	private final List<PortMapper> neighbours = new CopyOnWriteArrayList<>();

	private final Map<String, Integer> registered = new ConcurrentHashMap<>();

	PortMapper() {
		try {
			this.server = new ServerSocket(Ports.free(), 50, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Sockets.serve(this.server, this::answer);
	}

	int port() {
		return this.server.getLocalPort();
	}

	/**
	 * Says where another node is to be found, whether it runs or not, and whom to ask for
	 * the nodes beside it: a program like {@code rabbitmqctl} is a node for its time.
	 */
	void place(String node, int port, PortMapper neighbour) {
		this.others.put(node, port);
		this.neighbours.add(neighbour);
	}

	@Override
	public void close() {
		Sockets.close(this.server);
	}

	private void answer(Socket client) throws IOException {
		DataInputStream in = new DataInputStream(client.getInputStream());
		ByteBuffer request = ByteBuffer.wrap(in.readNBytes(in.readUnsignedShort()));
		switch (request.get()) {
			case ALIVE -> register(request, client);
			case PORT -> client.getOutputStream().write(find(StandardCharsets.UTF_8.decode(request).toString()));
			case NAMES -> client.getOutputStream().write(names());
			default -> throw new IOException("Not a request that nodes make");
		}
	}

	/** A node is registered for as long as it keeps the connection. */
	private void register(ByteBuffer request, Socket client) throws IOException {
		int port = Short.toUnsignedInt(request.getShort());
		request.position(request.position() + FLAGS);
		byte[] name = new byte[request.getShort()];
		request.get(name);
		String node = new String(name, StandardCharsets.UTF_8);
		this.registered.put(node, port);
		// tells this life of a node from the one before
		int creation = ThreadLocalRandom.current().nextInt(4, Integer.MAX_VALUE);
		try {
			client.getOutputStream()
				.write(ByteBuffer.allocate(6).put(ALIVE_ANSWER).put((byte) 0).putInt(creation).array());
			client.getInputStream().readAllBytes();
		}
		finally {
			this.registered.remove(node, port);
		}
	}

	private byte[] find(String node) {
		Integer port = this.others.getOrDefault(node, registered(node));
		if (port == null) {
			return new byte[] { PORT_ANSWER, 1 };
		}
		byte[] name = node.getBytes(StandardCharsets.UTF_8);
		// a node like any other, on TCP, of protocol version 6 or 5
		return ByteBuffer.allocate(14 + name.length)
			.put(PORT_ANSWER)
			.put((byte) 0)
			.putShort(port.shortValue())
			.put((byte) 77)
			.put((byte) 0)
			.putShort((short) 6)
			.putShort((short) 5)
			.putShort((short) name.length)
			.put(name)
			.putShort((short) 0)
			.array();
	}

	private @Nullable Integer registered(String node) {
		return Stream.concat(Stream.of(this), this.neighbours.stream())
			.map((mapper) -> mapper.registered.get(node))
			.filter(Objects::nonNull)
			.findAny()
			.orElse(null);
	}

	private byte[] names() {
		byte[] names = this.registered.entrySet()
			.stream()
			.map((node) -> "name " + node.getKey() + " at port " + node.getValue() + "\n")
			.collect(Collectors.joining())
			.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(4 + names.length).putInt(port()).put(names).array();
	}

}
