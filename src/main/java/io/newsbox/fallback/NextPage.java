package io.newsbox.fallback;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Where the feed goes on: {@code Link: <…>; rel="next"} (RFC 8288) or the page's
 * {@code next_url}.
 */
final class NextPage {

	// section 3: <URI-Reference> and parameters, whose values are tokens or quoted; a
	// comma separates links
	private static final Pattern LINK = Pattern
		.compile("<([^>]*)>((?:\\s*;\\s*[^\\s=;,]+(?:\\s*=\\s*(?:\"[^\"]*\"|[^\\s\";,]*))?)*)");

	// section 3.3: the value is a list of relation types
	private static final Pattern REL_NEXT = Pattern.compile(
			";\\s*rel\\s*=\\s*(?:\"\\s*(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\"|next(?=\\s|;|$))", Pattern.CASE_INSENSITIVE);

	private static final Pattern NO_PART_OF_AN_ADDRESS = Pattern.compile("[ \"<>\\\\^`{|}]");

	private NextPage() {
	}

	/**
	 * Finds the next page.
	 * @param current address of this page; the next may be relative to it
	 * @param links value or values of the header {@code Link}
	 * @return its absolute address; null on the last page
	 * @throws ApiFailure where it is not an address
	 */
	static @Nullable URI of(URI current, @Nullable Object links, @Nullable String nextUrl) throws ApiFailure {
		String next = (nextUrl != null && !nextUrl.isBlank()) ? nextUrl : inLinks(links);
		if (next == null || next.isBlank()) {
			return null;
		}
		try {
			URI address = resolve(current, encoded(next.strip()));
			String text = address.toString();
			int fragment = text.indexOf('#');
			return (fragment >= 0) ? URI.create(text.substring(0, fragment)) : address;
		}
		catch (IllegalArgumentException ex) {
			// without the query, which may repeat the credential
			throw new ApiFailure("names a next page that is no address: " + next.split("\\?", 2)[0]);
		}
	}

	/** Browsers and curl take these as they are. RFC 3986 does not, nor does Java. */
	private static String encoded(String reference) {
		return NO_PART_OF_AN_ADDRESS.matcher(reference)
			.replaceAll((found) -> URLEncoder.encode(found.group(), StandardCharsets.US_ASCII).replace("+", "%20"));
	}

	/** An address without a query parameter. */
	static URI without(String parameter, URI address) {
		String query = address.getRawQuery();
		if (parameter.isEmpty() || query == null) {
			return address;
		}
		String rest = Arrays.stream(query.split("&"))
			.filter((each) -> !URLDecoder.decode(each.split("=", 2)[0], StandardCharsets.UTF_8).equals(parameter))
			.collect(Collectors.joining("&"));
		String base = address.toString().split("\\?", 2)[0];
		return URI.create(rest.isEmpty() ? base : base + "?" + rest);
	}

	// URI.resolve follows RFC 2396, where "?page=2" loses the last part of the path; RFC
	// 3986, section 5.2.2, keeps it
	private static URI resolve(URI current, String reference) {
		if (!reference.startsWith("?")) {
			// else Java would write the reference into the name of the host
			return (current.getRawPath().isEmpty() ? current.resolve("/") : current).resolve(reference);
		}
		String base = current.toString();
		return URI.create(
				(current.getRawQuery() != null) ? base.substring(0, base.indexOf('?')) + reference : base + reference);
	}

	/**
	 * Whether both are the same server: a credential must not go to another.
	 */
	static boolean sameServer(URI one, URI other) {
		return server(one).equals(server(other));
	}

	/** Scheme, host and port. */
	static String server(URI address) {
		return (address.getScheme() + "://" + address.getHost()).toLowerCase(Locale.ROOT) + ":" + port(address);
	}

	private static int port(URI uri) {
		if (uri.getPort() >= 0) {
			return uri.getPort();
		}
		return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
	}

	private static @Nullable String inLinks(@Nullable Object links) {
		Collection<?> values = (links instanceof Collection<?> several) ? several
				: (links != null) ? List.of(links) : List.of();
		for (Object value : values) {
			Matcher link = LINK.matcher(value.toString());
			while (link.find()) {
				if (REL_NEXT.matcher(link.group(2)).find()) {
					return link.group(1);
				}
			}
		}
		return null;
	}

}
