package io.newsbox.intake;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import javax.net.SocketFactory;

import com.rabbitmq.client.ConnectionFactory;
import io.newsbox.kit.Publisher;
import io.newsbox.kit.RabbitNode;
import io.newsbox.kit.RealRabbit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RealRabbit
class RabbitIntakeIT extends IntakeContract {

	private final RabbitNode node;

	RabbitIntakeIT(RabbitNode node) {
		this.node = node;
	}

	@Override
	ConnectionFactory startBroker() {
		return this.node.connectionFactory();
	}

	@Test
	void anIntegerAsPythonWritesItIsReadLikeAnyOther() throws Exception {
		ConnectionFactory python = this.node.connectionFactory();
		python.setSocketFactory(new PythonSockets());
		try (Publisher publisher = new Publisher(python, this.exchange, "newsbox.update")) {
			Map<String, Object> headers = Map.of("millis", 1767225600000L, "nested",
					Map.of("list", List.of("x", Map.of("millis", -1L))));
			publisher.send(GOOD.formatted("urn:python").getBytes(StandardCharsets.UTF_8), headers);
			publisher.send("{".getBytes(StandardCharsets.UTF_8), headers);
			publisher.send(GOOD.formatted("urn:behind"));
		}
		awaitCount("article", 2);
		awaitCount("dead_letter", 1);
		assertThat(this.database.queryForMap("""
				SELECT headers #>> '{headers,millis}' AS millis,
				       headers #>> '{headers,nested,list,1,millis}' AS inner_millis FROM dead_letter"""))
			.containsEntry("millis", "1767225600000")
			.containsEntry("inner_millis", "-1");
	}

	@Override
	void stopBroker() {
		// shared with other test classes
	}

	/** For a client that writes the header {@code millis} with type L in place of l. */
	private static final class PythonSockets extends SocketFactory {

		@Override
		public Socket createSocket() {
			return new Socket() {
				@Override
				public OutputStream getOutputStream() throws IOException {
					return new FilterOutputStream(super.getOutputStream()) {
						@Override
						public void write(byte[] bytes, int offset, int length) throws IOException {
							String frames = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
							this.out.write(
									frames.replace("\006millisl", "\006millisL").getBytes(StandardCharsets.ISO_8859_1));
						}
					};
				}
			};
		}

		@Override
		public Socket createSocket(String host, int port) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Socket createSocket(String host, int port, InetAddress local, int localPort) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Socket createSocket(InetAddress host, int port) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
			throw new UnsupportedOperationException();
		}

	}

}
