package io.newsbox.kit;

/** News items, as JSON text. */
public final class NewsItems {

	private NewsItems() {
	}

	public static String text(String uri) {
		return text(uri, "A headline");
	}

	public static String text(String uri, String headline) {
		return text(uri, "2026-01-31T10:15:00Z", 1, "usable", headline);
	}

	public static String text(String uri, String versionCreated, int version, String status, String headline) {
		return """
				{"uri":"%s","type":"text","versioncreated":"%s","version":"%d","pubstatus":"%s","headline":"%s","body_text":"Text"}"""
			.formatted(uri, versionCreated, version, status, headline);
	}

}
