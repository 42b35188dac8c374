package io.newsbox.article;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ReaderTest {

	private static final int LIMIT = 1_000_000;

	private static final String GOOD = "{\"uri\":\"urn:good\",\"headline\":\"한국어 العربية 🎉\"}";

	static Stream<Arguments> badBodies() {
		return Stream.of(arguments("cut off", utf8("{\"uri\":\"urn:x\",\"headl"), "Not readable as JSON"),
				arguments("empty", utf8("\n"), "The body is empty"),
				arguments("two values", utf8(GOOD + GOOD), "Not readable as JSON"),
				arguments("not UTF-8", latin1("{\"uri\":\"caf\u00e9\"}"), "Not UTF-8"),
				arguments("a surrogate in UTF-8", latin1("{\"uri\":\"\u00ed\u00a0\u0080\"}"), "Not UTF-8"),
				arguments("UTF-16", "{\"uri\":\"urn:x\"}".getBytes(StandardCharsets.UTF_16LE), "Not readable as JSON"),
				arguments("a NUL in a text", utf8("{\"uri\":\"urn:x\",\"a\":[{\"b\":\"x\\u0000y\"}]}"),
						"Holds a NUL character (\\u0000), which the database cannot store"),
				arguments("a NUL in a name", utf8("{\"uri\":\"urn:x\",\"a\\u0000\":1}"),
						"Holds a NUL character (\\u0000), which the database cannot store"),
				arguments("a lone surrogate", utf8("{\"uri\":\"urn:x\",\"a\":\"\\ud83d!\"}"),
						"Holds half of a surrogate pair, which is no character"),
				arguments("a text", utf8("\"hello\""), "Not a JSON object"),
				arguments("null", utf8("null"), "Not a JSON object"),
				arguments("nested 100,000 deep", utf8("{\"uri\":\"urn:x\",\"a\":" + nested(100_000) + "}"),
						"Not readable as JSON"),
				arguments("a number out of range", utf8("{\"uri\":\"urn:x\",\"a\":1e99999999999}"),
						"Not readable as JSON"),
				arguments("larger than the limit", utf8("{\"uri\":\"" + "x".repeat(LIMIT) + "\"}"),
						"Larger than newsbox.article.max-item-size"),
				arguments("a CloudEvents envelope without data", utf8("{\"specversion\":\"1.0\",\"id\":\"1\"}"),
						"CloudEvents envelope without data"),
				arguments("a CloudEvents envelope with bad base64",
						utf8("{\"specversion\":\"1.0\",\"data_base64\":\"*\"}"),
						"CloudEvents data_base64 is not base64"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("badBodies")
	void aBadBodyIsParkedWholeAndItsNeighboursAreRead(String kind, byte[] bad, String reason) {
		Items read = read(utf8(GOOD), bad, utf8(GOOD));
		assertThat(read.items()).hasSize(2);
		assertThat(read.deadLetters()).singleElement().satisfies((parked) -> {
			assertThat(parked.reason()).isEqualTo(reason);
			assertThat(parked.detail()).isNotBlank().doesNotContain(GOOD);
			assertThat(parked.received().body()).isEqualTo(bad);
		});
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("badBodies")
	void aBadElementOfAnArrayIsParkedAloneAsItCame(String kind, byte[] bad, String reason) {
		boolean breaksTheArray = Stream.of("cut off", "empty", "two values", "UTF-16", "larger")
			.anyMatch(kind::contains);
		Items read = read(concat(utf8(" [" + GOOD + ",\n"), bad, utf8("  , " + GOOD + "]")));
		if (breaksTheArray) {
			assertThat(read.items()).isEmpty();
			assertThat(read.deadLetters()).hasSize(1);
			return;
		}
		assertThat(read.items()).hasSize(2);
		assertThat(read.deadLetters()).singleElement().satisfies((parked) -> {
			assertThat(parked.reason()).isEqualTo(reason);
			assertThat(parked.received().body()).isEqualTo(bad);
		});
	}

	@Test
	void anItemIsReadInWhateverItIsWrapped() throws IOException {
		String base64 = Base64.getEncoder().encodeToString(utf8(GOOD));
		Items read = read(utf8(GOOD), utf8("\uFEFF" + GOOD), utf8("[" + GOOD + "," + GOOD + "]"),
				utf8("{\"data\":{\"item\":" + GOOD + "}}"),
				utf8("{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"id\":\"1\",\"data\":" + GOOD + "}"),
				utf8("{\"specversion\":\"1.0\",\"data\":{\"data\":{\"item\":" + GOOD + "}}}"),
				utf8("{\"specversion\":\"1.0\",\"data_base64\":\"" + base64 + "\"}"));
		assertThat(read.deadLetters()).isEmpty();
		assertThat(read.items()).hasSize(8).allSatisfy((item) -> assertThat(item.json().toString()).isEqualTo(GOOD));
	}

	@Test
	void gzipIsUndone() throws IOException {
		Items read = new Reader("broker", LIMIT)
			.read(List.of(encoded(gzip(utf8(GOOD)), "gzip"), encoded(gzip(utf8("[" + GOOD + "]")), "GZIP ")));
		assertThat(read.deadLetters()).isEmpty();
		assertThat(read.items()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip,UTF-8", "gzip, UTF-8", "gzip:UTF-8", "gzip; charset=utf-8" })
	void gzipOfATextIsUndoneAsSpringAmqpNamesIt(String encoding) throws IOException {
		Items read = new Reader("broker", LIMIT).read(List.of(encoded(gzip(utf8(GOOD)), encoding)));
		assertThat(read.deadLetters()).isEmpty();
		assertThat(read.items()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "identity", "UTF-8", "binary", "8bit", "US-ASCII" })
	void whatIsNoPackingIsReadAsItIs(String encoding) {
		Items read = new Reader("broker", LIMIT).read(List.of(encoded(utf8(GOOD), encoding)));
		assertThat(read.deadLetters()).isEmpty();
		assertThat(read.items()).hasSize(1);
	}

	@Test
	void aGzipBombIsParkedAsItCame() throws IOException {
		byte[] bomb = gzip(utf8("{\"uri\":\"" + " ".repeat(50 * LIMIT) + "\"}"));
		assertParkedAsItCame(encoded(bomb, "gzip"), "Larger than newsbox.article.max-item-size");
	}

	@Test
	void aTruncatedGzipBodyIsParkedAsItCame() throws IOException {
		byte[] whole = gzip(utf8(GOOD));
		assertParkedAsItCame(encoded(Arrays.copyOf(whole, whole.length - 9), "gzip"),
				"Not readable as gzip, though content_encoding says so");
	}

	@Test
	void aGzipBodyThatHidesItsSizeIsParkedAsItCame() throws IOException {
		byte[] whole = gzip(utf8(GOOD));
		assertParkedAsItCame(encoded(Arrays.copyOf(whole, whole.length + 4), "gzip"), "Not a single gzip member");
	}

	@Test
	void anUnknownEncodingIsParkedAndNamed() {
		assertParkedAsItCame(encoded(utf8(GOOD), "br"), "Unknown content_encoding");
	}

	@Test
	void anArrayThatWouldFillTheMemoryOrBlockOthersForMinutesIsParkedAsItCame() {
		assertParkedAsItCame(encoded(utf8(nested(400_000)), ""), "Not readable as JSON");
		assertParkedAsItCame(encoded(utf8("[1" + ",1".repeat(10_000) + "]"), ""),
				"An array of more than 10000 elements");
	}

	@Test
	void anItemThatIsSmallButWouldFillTheMemoryIsParkedAsItCame() {
		String item = "{\"uri\":\"urn:x\",\"a\":[{}" + ",{}".repeat(500_000) + "]}";
		Items read = new Reader("broker", 10_000_000).read(List.of(utf8(item)));
		assertThat(read.items()).isEmpty();
		assertThat(read.deadLetters()).singleElement()
			.satisfies((parked) -> assertThat(parked.detail()).contains("Token count"));
	}

	@Test
	@Timeout(10)
	void longNamesAboveManyValuesCostNoTimeToBeLookedThrough() {
		String deep = ("{\"" + "n".repeat(40_000) + "\":").repeat(100) + "[" + "1,".repeat(100_000) + "1]"
				+ "}".repeat(100);
		byte[] item = utf8(GOOD.replaceFirst("\\{", "{\"\\\\u0041\":" + deep + ","));
		assertThat(new Reader("broker", item.length).read(List.of(item)).items()).hasSize(1);
	}

	@Test
	void whatIsTooManyValuesForAnArrayIsParkedWhole() {
		byte[] body = utf8("[" + ("[" + "0,".repeat(1_000) + "0],").repeat(2_000) + "0]");
		Items read = new Reader("broker", body.length).read(List.of(encoded(body, "")));
		assertThat(read.deadLetters()).singleElement()
			.satisfies((parked) -> assertThat(parked.detail()).startsWith("Token count"));
	}

	@Test
	void theElementsOfAnArrayShareTheTextOfItsHeaders() {
		Message message = MessageBuilder.withBody(utf8("[1,2,3]")).setHeader("trace", "x".repeat(100_000)).build();
		Items read = new Reader("broker", LIMIT).read(List.of(message, encoded(utf8("4"), "identity")));
		List<Object> headers = Outcome.ofDeadLetters("broker", read.deadLetters())
			.getParked()
			.stream()
			.map((parked) -> parked.get("headers"))
			.toList();
		assertThat(headers).hasSize(4);
		assertThat(headers.get(0)).isSameAs(headers.get(1)).isSameAs(headers.get(2)).asString().contains("xxx");
		assertThat(headers.get(3)).hasToString("{\"content_encoding\":\"identity\"}");
	}

	@Test
	void anEmptyArrayIsParkedBecauseSomebodyMeantToSendSomething() {
		assertParkedAsItCame(encoded(utf8("[]"), ""), "An empty array");
	}

	@Test
	void numbersKeepTheirPrecision() {
		String precise = "{\"uri\":\"urn:x\",\"a\":0.1000000000000000055511151231257827,\"b\":1.10,\"c\":123456789012345678901}";
		assertThat(read(utf8(precise)).items()).singleElement()
			.satisfies((item) -> assertThat(item.json().toString()).isEqualTo(precise));
	}

	private static void assertParkedAsItCame(Message message, String reason) {
		Items read = new Reader("broker", LIMIT).read(List.of(message));
		assertThat(read.items()).isEmpty();
		assertThat(read.deadLetters()).singleElement().satisfies((parked) -> {
			assertThat(parked.reason()).isEqualTo(reason);
			assertThat(parked.received().body()).isEqualTo(message.getBody());
		});
	}

	private static Items read(byte[]... bodies) {
		return new Reader("broker", LIMIT).read(List.of(bodies));
	}

	private static Message encoded(byte[] body, String encoding) {
		return MessageBuilder.withBody(body).setContentEncoding(encoding).build();
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] latin1(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static String nested(int depth) {
		return "[".repeat(depth) + "]".repeat(depth);
	}

	private static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		new ArrayList<>(List.of(parts)).forEach(all::writeBytes);
		return all.toByteArray();
	}

	private static byte[] gzip(byte[] content) throws IOException {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
			out.write(content);
		}
		return packed.toByteArray();
	}

}
