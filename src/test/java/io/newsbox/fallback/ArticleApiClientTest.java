package io.newsbox.fallback;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import io.newsbox.kit.ArticleApi;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class ArticleApiClientTest {

	@Test
	void aPageThatDripsForLongerThanAMinuteIsGivenUp() throws IOException {
		MovableClock clock = new MovableClock();
		try (ArticleApi api = new ArticleApi().start()) {
			api.drip(Duration.ofMillis(1));
			HttpClientBuilder builder = HttpClientBuilder.create();
			new ArticleApiClient(properties(api.url()), "test", clock).configureHttpClient(builder);
			try (CloseableHttpClient client = builder.build()) {
				client.execute(new HttpGet(api.url()), (response) -> {
					InputStream page = response.getEntity().getContent();
					assertThat(page.read()).isEqualTo('[');
					clock.advance(Duration.ofSeconds(59));
					assertThat(page.read()).isEqualTo(' ');
					clock.advance(Duration.ofSeconds(2));
					assertThatIOException().isThrownBy(page::read).withMessage("a page took longer than 60 s");
					return null;
				});
			}
		}
	}

	private static FallbackProperties properties(String url) {
		return new FallbackProperties(url, "", "", Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofMinutes(10),
				20, DataSize.ofMegabytes(50));
	}

}
