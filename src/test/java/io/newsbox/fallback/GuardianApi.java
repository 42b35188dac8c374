package io.newsbox.fallback;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.ArticleApi.Request;

/**
 * Makes the stand-in speak like {@code /search} of the Guardian's content API, as its
 * documentation describes it: key, dates, order and pages.
 */
final class GuardianApi {

	static final String KEY = "0f3c-secret-of-the-guardian";

	private final Map<String, Article> articles = new ConcurrentHashMap<>();

	private volatile int unavailablePage;

	GuardianApi(ArticleApi server) {
		server.speak(this::answer);
	}

	/** Adds an article, or changes it. */
	void put(String id, String headline) {
		Instant now = Instant.now();
		this.articles.put(id,
				new Article(now,
						"""
								{"id":"%s","type":"article","sectionId":"world","webPublicationDate":"2026-01-31T09:30:00Z",
								 "webTitle":"A title","webUrl":"https://www.theguardian.com/%s","isHosted":false,
								 "fields":{"headline":"%s","byline":"Ann Example","body":"<p>Text</p>","bodyText":"Text","lastModified":"%s"}}"""
							.formatted(id, id, headline, now.truncatedTo(ChronoUnit.SECONDS))));
	}

	/** Adds anything. */
	void putRaw(String id, String json) {
		this.articles.put(id, new Article(Instant.now(), json));
	}

	void takeDown(String id) {
		this.articles.remove(id);
	}

	/** From this page on it answers 503; 0: no more. */
	void unavailableFromPage(int page) {
		this.unavailablePage = page;
	}

	private void answer(Request request, HttpExchange exchange) throws IOException {
		Map<String, String> query = request.parameters();
		if (!KEY.equals(query.get("api-key"))) {
			ArticleApi.send(exchange, 401, "{\"message\":\"Unauthorized\"}");
			return;
		}
		int page = Integer.parseInt(query.getOrDefault("page", "1"));
		int size = Integer.parseInt(query.getOrDefault("page-size", "10"));
		List<Article> found = found(query);
		int pages = Math.max(1, (found.size() + size - 1) / size);
		if (this.unavailablePage > 0 && page >= this.unavailablePage) {
			ArticleApi.send(exchange, 503, "{\"response\":{\"status\":\"error\"}}");
		}
		else if (page > pages || size > 50) {
			ArticleApi.send(exchange, 400, "{\"response\":{\"status\":\"error\",\"message\":\"beyond the pages\"}}");
		}
		else {
			String results = found.stream()
				.skip((page - 1L) * size)
				.limit(size)
				.map(Article::json)
				.collect(Collectors.joining(","));
			ArticleApi.send(exchange, 200, """
					{"response":{"status":"ok","userTier":"developer","total":%d,"startIndex":%d,"pageSize":%d,
					 "currentPage":%d,"pages":%d,"orderBy":"newest","results":[%s]}}""".formatted(found.size(),
					(page - 1) * size + 1, size, page, pages, results));
		}
	}

	private List<Article> found(Map<String, String> query) {
		Instant from = Instant.parse(query.get("from-date"));
		if (!"last-modified".equals(query.get("use-date")) || !"newest".equals(query.get("order-by"))) {
			throw new IllegalArgumentException("not what the recipe asks for: " + query);
		}
		return this.articles.values()
			.stream()
			.filter((article) -> !article.lastModified().isBefore(from))
			.sorted(Comparator.comparing(Article::lastModified).reversed())
			.toList();
	}

	private record Article(Instant lastModified, String json) {
	}

}
