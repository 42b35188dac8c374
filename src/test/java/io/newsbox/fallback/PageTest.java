package io.newsbox.fallback;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PageTest {

	@Test
	void anItemThatIsNestedTooDeeplyToBeStoredIsCutOutLikeTheOthers() throws ApiFailure {
		String deep = "[".repeat(100_000) + "]".repeat(100_000);
		Page page = Page.read(("[{\"uri\":\"urn:a\"}, " + deep + "]").getBytes(StandardCharsets.UTF_8));
		assertThat(page.items()).hasSize(2);
		assertThat(page.items().get(1)).asString(StandardCharsets.UTF_8).isEqualTo(deep);
	}

	@Test
	void aPageThatWouldFillTheMemoryByItsNestingIsRefused() {
		byte[] endless = "[".repeat(20_000_000).getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> Page.read(endless))
			.withMessageContaining("nesting depth");
	}

	@Test
	void aPageThatWouldFillTheMemoryByItsItemsIsRefused() throws ApiFailure {
		assertThat(Page.read(items(100_000)).items()).hasSize(100_000);
		assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> Page.read(items(100_001)))
			.withMessageStartingWith("sends a page of more than 100000 items");
	}

	@Test
	void itemsAreCutOutBehindAByteOrderMark() throws ApiFailure {
		Page page = Page.read("\uFEFF[{\"uri\":\"urn:ä\"}, 2]".getBytes(StandardCharsets.UTF_8));
		assertThat(page.items()).extracting((item) -> new String(item, StandardCharsets.UTF_8))
			.containsExactly("{\"uri\":\"urn:ä\"}", "2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"href\": \"/x\"}", "[]", "2", "true" })
	void whereANextPageIsNotToBeFoundTheFeedDoesNotEnd(String next) {
		byte[] page = "{\"items\": [], \"next_url\": %s}".formatted(next).getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> Page.read(page))
			.withMessageStartingWith("sends a next_url that is no text");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "false" })
	void aLastPageMaySayThatNoneIsNext(String next) throws ApiFailure {
		assertThat(
				Page.read("{\"next_url\": %s, \"items\": [1]}".formatted(next).getBytes(StandardCharsets.UTF_8)).next())
			.isNull();
	}

	private static byte[] items(int count) {
		return ("[0" + ",0".repeat(count - 1) + "]").getBytes(StandardCharsets.UTF_8);
	}

}
