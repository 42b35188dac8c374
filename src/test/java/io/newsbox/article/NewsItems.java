package io.newsbox.article;

/**
 * News items for tests, as JSON text.
 */
final class NewsItems {

	private NewsItems() {
	}

	static String text(String uri) {
		return text(uri, "2026-01-31T10:15:00Z", 1, "usable", "A headline");
	}

	static String text(String uri, String versionCreated, int version, String status, String headline) {
		return """
				{"uri":"%s","type":"text","versioncreated":"%s","version":"%d","pubstatus":"%s","headline":"%s","body_text":"Text"}"""
			.formatted(uri, versionCreated, version, status, headline);
	}

}
