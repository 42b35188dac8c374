package io.newsbox.fallback;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.MovableClock;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class ArticleApiClientTest {

	private final MovableClock clock = new MovableClock();

	private final ArticleApi api = new ArticleApi().start();

	@AfterEach
	void stop() {
		this.api.close();
	}

	@Test
	void aPageThatDripsForLongerThanAMinuteIsGivenUp() throws IOException {
		this.api.drip(Duration.ofMillis(1));
		try (CloseableHttpClient http = http(Duration.ofSeconds(60))) {
			http.execute(new HttpGet(this.api.url()), (response) -> {
				InputStream page = response.getEntity().getContent();
				assertThat(page.read()).isEqualTo('[');
				this.clock.advance(Duration.ofSeconds(59));
				assertThat(page.read()).isEqualTo(' ');
				this.clock.advance(Duration.ofSeconds(2));
				assertThatIOException().isThrownBy(page::read).withMessage("a page took longer than 60 s");
				return null;
			});
		}
	}

	@Test
	void aHeadThatDripsIsGivenUpToo() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				CloseableHttpClient http = http(Duration.ofSeconds(1))) {
			CompletableFuture<Void> dripping = CompletableFuture.runAsync(() -> drip(server));
			HttpGet request = new HttpGet("http://127.0.0.1:" + server.getLocalPort() + "/");
			assertThatIOException().isThrownBy(() -> http.execute(request, (response) -> null))
				.satisfies((ex) -> assertThat(Failure.words(ex)).isEqualTo("an answer took longer than 1 s"));
			assertThat(dripping).as("the connection is closed").failsWithin(Duration.ofSeconds(10));
		}
	}

	private static void drip(ServerSocket server) {
		try (Socket socket = server.accept(); OutputStream answer = socket.getOutputStream()) {
			answer.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
			while (true) {
				answer.write('x');
				TimeUnit.MILLISECONDS.sleep(10);
			}
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private CloseableHttpClient http(Duration longest) {
		FallbackProperties properties = new FallbackProperties(this.api.url(), "articles", "", "",
				Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofMinutes(10), 20,
				DataSize.ofMegabytes(50));
		HttpClientBuilder builder = HttpClientBuilder.create().disableAutomaticRetries();
		new ArticleApiClient(properties, "test", this.clock, longest).configureHttpClient(builder);
		return builder.build();
	}

}
