package io.newsbox.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LinkTest {

	private final ServerSocket echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final Link link = new Link(this.echo.getLocalPort());

	private Socket client;

	LinkTest() throws IOException {
		Sockets.serve(this.echo, (peer) -> peer.getInputStream().transferTo(peer.getOutputStream()));
	}

	@BeforeEach
	void connect() throws IOException {
		this.client = new Socket(InetAddress.getLoopbackAddress(), this.link.port());
		this.client.setSoTimeout(10_000);
		assertThat(answerTo('a')).isEqualTo('a');
	}

	@AfterEach
	void close() throws IOException {
		this.client.close();
		this.link.close();
		this.echo.close();
	}

	@Test
	void whatIsSentInSilenceArrivesOnceItIsMended() throws IOException {
		this.link.silence();
		this.client.setSoTimeout(200);
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> answerTo('b'));
		this.link.mend();
		this.client.setSoTimeout(10_000);
		assertThat(this.client.getInputStream().read()).isEqualTo('b');
	}

	@Test
	void aSeveredConnectionEndsAndANewOneWorksOnceItIsMended() throws IOException {
		this.link.sever();
		assertEnded();
		this.client = new Socket(InetAddress.getLoopbackAddress(), this.link.port());
		assertEnded();
		this.link.mend();
		connect();
	}

	private void assertEnded() throws IOException {
		try {
			assertThat(this.client.getInputStream().read()).isEqualTo(-1);
		}
		catch (SocketException ex) {
			assertThat(ex).hasMessageContaining("reset");
		}
	}

	private int answerTo(char question) throws IOException {
		this.client.getOutputStream().write(question);
		return this.client.getInputStream().read();
	}

}
