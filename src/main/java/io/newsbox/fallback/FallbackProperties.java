package io.newsbox.fallback;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * The article API, and how it is read.
 *
 * @param articleApiUrl address of the feed, http or https; empty: no fallback. A query is
 * kept
 * @param feed name of the position in the feed and of the right to read it, in the
 * database, 1 to 50 letters, digits, - and _: newsboxes with different article APIs on
 * one database need different ones
 * @param authorization value of the header {@code Authorization} for that host, say
 * {@code Bearer …}; empty: none
 * @param authorizationParameter name of the query parameter that bears it instead of that
 * header, say {@code api-key}; empty: the header does
 * @param probeInterval how often the circuit breaker is asked whether the subscription
 * lives, at least 100 ms. Route {@code article-fallback} reads it
 * @param pollInterval from one reading to the next while the feed is read, at least 100
 * ms
 * @param overlap how much earlier than necessary a reading begins: for clocks that differ
 * and items that the API shows late
 * @param sweepInterval from one reading to the next while all seems well
 * @param maxPages most pages read at a stretch, at least 1; the rest follows after the
 * next look at the broker
 * @param maxPageSize size of one page, unpacked, in bytes; a larger one is not read
 */
@ConfigurationProperties("newsbox.fallback")
public record FallbackProperties(String articleApiUrl, String feed, String authorization, String authorizationParameter,
		Duration probeInterval, Duration pollInterval, Duration overlap, Duration sweepInterval, int maxPages,
		DataSize maxPageSize) {

	private static final Duration SHORTEST = Duration.ofMillis(100);

	public FallbackProperties {
		articleApiUrl = articleApiUrl.strip();
		authorization = authorization.strip();
		authorizationParameter = authorizationParameter.strip();
		check(articleApiUrl.isEmpty() || isFeed(articleApiUrl),
				"newsbox.fallback.article-api-url must be a whole http or https address without a fragment, or empty");
		// it would show in logs and in JMX
		check(articleApiUrl.isEmpty() || URI.create(articleApiUrl).getRawUserInfo() == null,
				"newsbox.fallback.article-api-url holds a user or password; use newsbox.fallback.authorization");
		check(feed.matches("[\\w-]{1,50}"),
				"newsbox.fallback.feed is '" + feed + "'; it must be 1 to 50 letters, digits, - and _");
		check(authorization.chars().noneMatch(Character::isISOControl),
				"newsbox.fallback.authorization holds a control character, such as the end of a line");
		check(probeInterval.compareTo(SHORTEST) >= 0,
				"newsbox.fallback.probe-interval is %s; it must be at least %s".formatted(probeInterval, SHORTEST));
		check(pollInterval.compareTo(SHORTEST) >= 0,
				"newsbox.fallback.poll-interval is %s; it must be at least %s".formatted(pollInterval, SHORTEST));
		check(!overlap.isNegative(), "newsbox.fallback.overlap is %s; it must not be negative".formatted(overlap));
		check(sweepInterval.compareTo(pollInterval) >= 0,
				"newsbox.fallback.sweep-interval (%s) is shorter than newsbox.fallback.poll-interval (%s)"
					.formatted(sweepInterval, pollInterval));
		check(maxPages >= 1, "newsbox.fallback.max-pages is " + maxPages + "; it must be at least 1");
		check(maxPageSize.toBytes() >= 1,
				"newsbox.fallback.max-page-size is " + maxPageSize + "; it must be at least 1B");
	}

	/** Whether there is an API to fall back to. */
	boolean isEnabled() {
		return !this.articleApiUrl.isEmpty();
	}

	/**
	 * The address of the feed's first page.
	 * @param query without a question mark
	 */
	URI firstPage(String query) {
		return URI.create(this.articleApiUrl + (this.articleApiUrl.contains("?") ? "&" : "?") + query);
	}

	/** Whether an address is at the API's server. */
	boolean isOfApi(URI address) {
		return NextPage.sameServer(URI.create(this.articleApiUrl), address);
	}

	/** Name of the query parameter that bears the credential; empty: none does. */
	String credentialParameter() {
		return this.authorization.isEmpty() ? "" : this.authorizationParameter;
	}

	/** From one request to the next, where each page takes as long as it may. */
	Duration longestBetweenRequests() {
		return ArticleApiClient.LONGEST.multipliedBy(2).plus(this.pollInterval).plus(this.probeInterval);
	}

	/** Without the credential. */
	@Override
	public String toString() {
		return "FallbackProperties[" + this.articleApiUrl + "]";
	}

	private static boolean isFeed(String url) {
		try {
			URI uri = URI.create(url);
			return Set.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null
					&& uri.getRawFragment() == null;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static void check(boolean fine, String message) {
		if (!fine) {
			throw new IllegalArgumentException(message);
		}
	}

}
