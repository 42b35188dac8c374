package io.newsbox.fallback;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import io.newsbox.kit.ArticleApi;
import io.newsbox.kit.ArticleApi.Request;

/**
 * Makes the stand-in speak like {@code /wp-json/wp/v2/posts} of a WordPress site, as the
 * REST API handbook describes it. The site keeps local time, and compares in it.
 */
final class WordPressSite {

	static final String LOGIN = "Basic bmV3c2JveDpzZWNyZXQ=";

	private static final ZoneId ZONE = ZoneId.of("-04:00");

	private final Map<Integer, Post> posts = new ConcurrentHashMap<>();

	WordPressSite(ArticleApi server) {
		server.speak(this::answer);
	}

	/** Adds a post, or changes it. */
	void put(int id, String status, String title) {
		Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
		Post before = this.posts.get(id);
		if (before != null && !now.isAfter(before.modified().atZone(ZONE).toInstant())) {
			// a change shows only in whole seconds
			now = now.plusSeconds(1);
		}
		LocalDateTime local = LocalDateTime.ofInstant(now, ZONE);
		this.posts.put(id,
				new Post(status, local,
						"""
								{"id":%d,"date":"2026-01-31T04:30:00","date_gmt":"2026-01-31T09:30:00","modified":"%s","modified_gmt":"%s",
								 "guid":{"rendered":"%s"},"status":"%s","type":"post","link":"https://news.example/a-post/",
								 "title":{"rendered":"%s"},"content":{"rendered":"<p>Text</p>","protected":false},"author":7,
								 "_embedded":{"author":[{"id":7,"name":"Ann Example"}]}}"""
							.formatted(id, time(local), time(LocalDateTime.ofInstant(now, ZoneOffset.UTC)), uri(id),
									status, title)));
	}

	/** Adds anything. */
	void putRaw(int id, String json) {
		this.posts.put(id, new Post("publish", LocalDateTime.ofInstant(Instant.now(), ZONE), json));
	}

	static String uri(int id) {
		return "https://news.example/?p=" + id;
	}

	private void answer(Request request, HttpExchange exchange) throws IOException {
		Map<String, String> query = request.parameters();
		Set<String> statuses = Set.of(query.getOrDefault("status", "publish").split(","));
		int page = Integer.parseInt(query.getOrDefault("page", "1"));
		int size = Integer.parseInt(query.getOrDefault("per_page", "10"));
		if (size > 100
				|| (!statuses.equals(Set.of("publish")) && !LOGIN.equals(request.headers().get("Authorization")))) {
			ArticleApi.send(exchange, 400, "{\"code\":\"rest_invalid_param\",\"data\":{\"status\":400}}");
			return;
		}
		List<Post> found = found(query, statuses);
		int pages = (found.size() + size - 1) / size;
		if (page > pages && !found.isEmpty()) {
			ArticleApi.send(exchange, 400, "{\"code\":\"rest_post_invalid_page_number\",\"data\":{\"status\":400}}");
			return;
		}
		exchange.getResponseHeaders().set("X-WP-Total", String.valueOf(found.size()));
		exchange.getResponseHeaders().set("X-WP-TotalPages", String.valueOf(pages));
		ArticleApi.send(exchange, 200,
				found.stream()
					.skip((page - 1L) * size)
					.limit(size)
					.map(Post::json)
					.collect(Collectors.joining(",", "[", "]")));
	}

	private List<Post> found(Map<String, String> query, Set<String> statuses) {
		LocalDateTime after = LocalDateTime.ofInstant(Instant.parse(query.get("modified_after")), ZONE);
		if (!"modified".equals(query.get("orderby")) || !"desc".equals(query.get("order"))) {
			throw new IllegalArgumentException("not what the recipe asks for: " + query);
		}
		return this.posts.values()
			.stream()
			.filter((post) -> post.modified().isAfter(after) && statuses.contains(post.status()))
			.sorted(Comparator.comparing(Post::modified).reversed())
			.toList();
	}

	/** With seconds, also at a full minute. */
	private static String time(LocalDateTime time) {
		return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
	}

	private record Post(String status, LocalDateTime modified, String json) {
	}

}
