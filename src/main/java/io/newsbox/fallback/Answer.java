package io.newsbox.fallback;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the article API answered to one request.
 *
 * @param items of the page; none where nothing has changed
 * @param next address of the next page; null on the last one
 * @param validator null where the API gave none, or nothing has changed
 * @param unchanged since the validator that was sent
 */
record Answer(List<byte[]> items, @Nullable URI next, Cursor.@Nullable Validator validator, boolean unchanged) {

	static final Answer NONE = new Answer(List.of(), null, null, false);

	/**
	 * Reads an answer.
	 * @param url that was asked for
	 * @param conditional whether a validator was sent
	 * @param credential name of the query parameter that bears the credential; empty:
	 * none
	 * @param now the time by the API's clock
	 * @throws ApiFailure where it is of no use
	 */
	static Answer of(URI url, boolean conditional, String credential, int status, byte[] body,
			Map<String, Object> headers, Instant now) throws ApiFailure {
		if (status == 304 && conditional) {
			return new Answer(List.of(), null, null, true);
		}
		if (status != 200 && status != 204) {
			throw failure(status, headers, now);
		}
		Page page = (status == 204) ? Page.EMPTY : Page.read(body);
		URI next = NextPage.of(url, headers.get("Link"), page.next());
		// an API may repeat the request's own query in it
		URI kept = (next != null) ? NextPage.without(credential, next) : null;
		return new Answer(page.items(), kept, validator(url, headers), false);
	}

	/** When it was made, by the API's clock; null where it does not say. */
	static @Nullable Instant date(Map<String, Object> headers) {
		String date = text(headers, "Date");
		try {
			return (date != null) ? BackOff.httpDate(date) : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static Cursor.@Nullable Validator validator(URI url, Map<String, Object> headers) {
		String etag = text(headers, "ETag");
		String lastModified = text(headers, "Last-Modified");
		return (etag != null || lastModified != null) ? new Cursor.Validator(url.toString(), etag, lastModified) : null;
	}

	private static ApiFailure failure(int status, Map<String, Object> headers, Instant now) {
		String location = text(headers, "Location");
		if (status / 100 == 3 && location != null) {
			// without the query, which may repeat the credential
			return new ApiFailure(
					"answers " + status + ", a redirect to " + location.split("\\?", 2)[0] + " that is not followed");
		}
		if (status != 429 && status != 503) {
			return new ApiFailure("answers " + status);
		}
		Duration wait = BackOff.retryAfter(text(headers, "Retry-After"), now);
		return new ApiFailure("answers " + status, (wait != null) ? wait : Duration.ZERO);
	}

	private static @Nullable String text(Map<String, Object> headers, String name) {
		Object value = headers.get(name);
		return (value != null) ? value.toString() : null;
	}

}
