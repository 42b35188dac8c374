package io.newsbox.fallback;

/** News items for tests, as JSON text. */
final class NewsItem {

	private NewsItem() {
	}

	static String json(String uri) {
		return json(uri, "A headline");
	}

	static String json(String uri, String headline) {
		return """
				{"uri":"%s","type":"text","versioncreated":"2026-01-31T10:15:00Z","version":"1","headline":"%s"}"""
			.formatted(uri, headline);
	}

}
