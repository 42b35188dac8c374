package io.newsbox.fallback;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * What the HTTP client does for the article API alone: it names itself, bounds what it
 * reads in size and time, and adds the credential, here and not in the route, so that no
 * trace, log, console or cursor shows it. Bean {@code articleApiClient}.
 */
public final class ArticleApiClient implements HttpClientConfigurer {

	private static final Duration LONGEST = Duration.ofSeconds(60);

	private final FallbackProperties properties;

	private final String version;

	private final Clock clock;

	/**
	 * @param version of newsbox
	 */
	public ArticleApiClient(FallbackProperties properties, String version, Clock clock) {
		this.properties = properties;
		this.version = version;
		this.clock = clock;
	}

	@Override
	public void configureHttpClient(HttpClientBuilder builder) {
		builder.setUserAgent("newsbox/" + this.version);
		builder.addExecInterceptorFirst("newsbox", this::execute);
	}

	private ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		if (!this.properties.authorization().isEmpty() && isOurs(request)) {
			authorize(request);
		}
		ClassicHttpResponse response = chain.proceed(request, scope);
		if (response.getEntity() != null) {
			response.setEntity(new Bounded(response.getEntity(), scope.execRuntime));
		}
		return response;
	}

	private void authorize(ClassicHttpRequest request) {
		String parameter = this.properties.authorizationParameter();
		if (parameter.isEmpty()) {
			request.setHeader(HttpHeaders.AUTHORIZATION, this.properties.authorization());
		}
		else {
			String path = request.getPath();
			request
				.setPath(path + (path.contains("?") ? "&" : "?") + URLEncoder.encode(parameter, StandardCharsets.UTF_8)
						+ "=" + URLEncoder.encode(this.properties.authorization(), StandardCharsets.UTF_8));
		}
	}

	private boolean isOurs(ClassicHttpRequest request) {
		try {
			return NextPage.sameServer(URI.create(this.properties.articleApiUrl()), request.getUri());
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private final class Bounded extends HttpEntityWrapper {

		private final ExecRuntime connection;

		Bounded(HttpEntity entity, ExecRuntime connection) {
			super(entity);
			this.connection = connection;
		}

		@Override
		public InputStream getContent() throws IOException {
			return new BoundedStream(super.getContent(), this.connection);
		}

	}

	private final class BoundedStream extends FilterInputStream {

		private final Instant end = ArticleApiClient.this.clock.instant().plus(LONGEST);

		private long left = ArticleApiClient.this.properties.maxPageSize().toBytes();

		private final ExecRuntime connection;

		BoundedStream(InputStream content, ExecRuntime connection) {
			super(content);
			this.connection = connection;
		}

		@Override
		public int read() throws IOException {
			int value = super.read();
			check((value >= 0) ? 1 : 0);
			return value;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int count = super.read(buffer, offset, length);
			check(count);
			return count;
		}

		private void check(int count) throws IOException {
			this.left -= Math.max(count, 0);
			if (this.left < 0) {
				giveUp("a page is larger than newsbox.fallback.max-page-size ("
						+ ArticleApiClient.this.properties.maxPageSize() + ")");
			}
			if (ArticleApiClient.this.clock.instant().isAfter(this.end)) {
				giveUp("a page took longer than " + LONGEST.toSeconds() + " s");
			}
		}

		/** Drops the connection: to close the stream would read what is left of it. */
		private void giveUp(String why) throws IOException {
			this.connection.discardEndpoint();
			throw new IOException(why);
		}

	}

}
