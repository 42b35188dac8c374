package io.newsbox.fallback;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NextPageTest {

	private static final URI CURRENT = URI
		.create("https://api.example.com/v1/articles?updated_since=2026-01-31T10:15:00Z");

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|', value = {
			"<https://api.example.com/v1/articles?page=2>; rel=\"next\" | https://api.example.com/v1/articles?page=2",
			"<?page=2>; rel=next                                     | https://api.example.com/v1/articles?page=2",
			"</v2/more>;rel = \"last next\"                          | https://api.example.com/v2/more",
			"<more#top>; title=\"a, b; c\"; REL=NEXT                 | https://api.example.com/v1/more",
			"</1>; rel=prev, </3>; rel=\"next\"; type=\"a/b\"        | https://api.example.com/3",
			"</1>; rel=\"nextish\", </2>; rel=next-archive           | ", "</1>; title=\"rel=next\"; rel=prev | ",
			"garbage | " })
	void theLinkHeaderNamesIt(String link, String expected) throws ApiFailure {
		assertThat(NextPage.of(CURRENT, link, null)).isEqualTo((expected != null) ? URI.create(expected) : null);
	}

	@Test
	void oneOfSeveralLinkHeadersOrThePageNamesIt() throws ApiFailure {
		assertThat(NextPage.of(CURRENT, List.of("</a>; rel=prev", "</b>; rel=next"), null)).hasPath("/b");
		assertThat(NextPage.of(CURRENT, null, "/c?x=%C3%A4")).hasPath("/c").hasQuery("x=ä");
		assertThat(NextPage.of(CURRENT, null, null)).isNull();
		assertThat(NextPage.of(CURRENT, null, " ")).isNull();
		assertThat(NextPage.of(CURRENT, "</b>; rel=next", "")).hasPath("/b");
	}

	@Test
	void whatIsNoAddressIsAFailure() {
		assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> NextPage.of(CURRENT, null, "http://[bad"));
		assertThatExceptionOfType(ApiFailure.class)
			.isThrownBy(() -> NextPage.of(CURRENT, null, "/more?api-key=secret&q=%"))
			.withMessage("names a next page that is no address: /more");
	}

	@Test
	void charactersThatBrowsersTakeAreEncoded() throws ApiFailure {
		assertThat(NextPage.of(CURRENT, null, "?q=a|b c\"{ä}"))
			.hasToString("https://api.example.com/v1/articles?q=a%7Cb%20c%22%7Bä%7D");
	}

	@Test
	void aRelativeAddressFollowsOneWithoutAPath() throws ApiFailure {
		assertThat(NextPage.of(URI.create("https://api.example.com"), null, "page2"))
			.hasToString("https://api.example.com/page2");
	}

	@ParameterizedTest
	@CsvSource({ "https://a.example/x?b=1&api-key=s&c=2, https://a.example/x?b=1&c=2",
			"https://a.example/x?api%2Dkey=s, https://a.example/x", "https://a.example/x, https://a.example/x",
			"https://a.example/x?api-keys=%20, https://a.example/x?api-keys=%20" })
	void aParameterIsTakenOut(String address, String rest) {
		assertThat(NextPage.without("api-key", URI.create(address))).hasToString(rest);
		assertThat(NextPage.without("", URI.create(address))).hasToString(address);
	}

	@Test
	void anotherSchemeHostOrPortIsAnotherServer() {
		assertThat(isOurs("https://API.example.com:443/x")).isTrue();
		assertThat(isOurs("http://api.example.com/x")).isFalse();
		assertThat(isOurs("https://api.example.com:8443/x")).isFalse();
		assertThat(isOurs("https://example.com/x")).isFalse();
		assertThat(isOurs("mailto:news@example.com")).isFalse();
	}

	private static boolean isOurs(String address) {
		return NextPage.sameServer(CURRENT, URI.create(address));
	}

}
