package io.newsbox.fallback;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
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

	/** For the head of an answer, and once more for its body. */
	static final Duration LONGEST = Duration.ofSeconds(60);

	private final Duration longest;

	private final FallbackProperties properties;

	private final String version;

	private final Clock clock;

	/**
	 * @param version of newsbox
	 */
	public ArticleApiClient(FallbackProperties properties, String version, Clock clock) {
		this(properties, version, clock, LONGEST);
	}

	/**
	 * @param longest for the head of an answer, and once more for its body
	 */
	ArticleApiClient(FallbackProperties properties, String version, Clock clock, Duration longest) {
		this.longest = longest;
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
		ClassicHttpResponse response = proceed(request, scope, chain);
		if (response.getEntity() != null) {
			response.setEntity(new Bounded(response.getEntity(), scope.execRuntime));
		}
		return response;
	}

	/** The client bounds the wait for each byte of the head, and not for all of them. */
	private ClassicHttpResponse proceed(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		CompletableFuture<Void> head = new CompletableFuture<>();
		var unused = head.orTimeout(this.longest.toMillis(), TimeUnit.MILLISECONDS).whenComplete((answered, late) -> {
			if (late != null && scope.originalRequest instanceof Cancellable waiting) {
				waiting.cancel();
			}
		});
		try {
			return chain.proceed(request, scope);
		}
		catch (IOException ex) {
			throw head.isDone() ? new IOException("an answer took longer than " + this.longest.toSeconds() + " s") : ex;
		}
		finally {
			head.complete(null);
		}
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
			return this.properties.isOfApi(request.getUri());
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

		private final Span span = new Span(ArticleApiClient.this.clock);

		private long left = ArticleApiClient.this.properties.maxPageSize().toBytes();

		private final ExecRuntime connection;

		BoundedStream(InputStream content, ExecRuntime connection) {
			super(content);
			this.connection = connection;
			this.span.begin(ArticleApiClient.this.longest);
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
			if (this.span.isOver()) {
				giveUp("a page took longer than " + ArticleApiClient.this.longest.toSeconds() + " s");
			}
		}

		/** Drops the connection: to close the stream would read what is left of it. */
		private void giveUp(String why) throws IOException {
			this.connection.discardEndpoint();
			throw new IOException(why);
		}

	}

}
