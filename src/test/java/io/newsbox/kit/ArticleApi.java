package io.newsbox.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in article API on 127.0.0.1: a feed of items, each with the time of its last
 * update, for {@code ?updated_since=}. It keeps its port and its items over
 * {@link #stop()} and {@link #start()}, and misbehaves when asked to.
 */
public final class ArticleApi implements AutoCloseable {

	/** How the next page is named. */
	public enum Paging {

		LINK, NEXT_URL

	}

	private final int port;

	private final List<Item> items = new CopyOnWriteArrayList<>();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private @Nullable HttpServer server;

	private @Nullable ExecutorService threads;

	private volatile int pageSize = 100;

	private volatile Paging paging = Paging.LINK;

	private volatile @Nullable String oddNext;

	private volatile Dialect dialect = this::answer;

	private volatile @Nullable Dialect fault;

	/** An API of its own, not started yet. */
	public ArticleApi() {
		this.port = Ports.free();
	}

	/** Does nothing where it runs. */
	public ArticleApi start() {
		if (this.server != null) {
			return this;
		}
		try {
			InetAddress here = InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
			this.server = HttpServer.create(new InetSocketAddress(here, this.port), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads = Executors.newCachedThreadPool((work) -> {
			Thread thread = new Thread(work, "article-api");
			thread.setDaemon(true);
			return thread;
		});
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
		return this;
	}

	/** From now on connections are refused. */
	public void stop() {
		if (this.server != null && this.threads != null) {
			this.server.stop(0);
			this.threads.shutdownNow();
			this.server = null;
		}
	}

	@Override
	public void close() {
		stop();
	}

	/** Address of the feed. */
	public String url() {
		return "http://127.0.0.1:" + this.port + "/articles";
	}

	/** Holds an item from now on. */
	public void put(String json) {
		put(json, Instant.now());
	}

	/** Holds an item that was updated at a certain time. */
	public void put(String json, Instant updatedAt) {
		put(json.getBytes(StandardCharsets.UTF_8), updatedAt);
	}

	/**
	 * Holds anything between two commas of its JSON array; the same again counts as
	 * updated.
	 */
	public void put(byte[] json, Instant updatedAt) {
		this.items.removeIf((item) -> Arrays.equals(item.json(), json));
		this.items.add(new Item(json, updatedAt));
	}

	public ArticleApi pages(int size, Paging paging) {
		this.pageSize = size;
		this.paging = paging;
		return this;
	}

	/**
	 * Every page names this as the next one. Relative addresses are allowed.
	 */
	public void nextIsAlways(String address) {
		this.oddNext = address;
	}

	/** Answers as another API does, from now on. */
	public void speak(Dialect other) {
		this.dialect = other;
	}

	/** Answers with an error. Headers: name, value, name, value… */
	public void fail(int status, String... headers) {
		this.fault = (request, exchange) -> {
			for (int i = 0; i < headers.length; i += 2) {
				exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
			}
			exchange.sendResponseHeaders(status, -1);
		};
	}

	/** Answers 200 with this text. */
	public void say(String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		this.fault = (request, exchange) -> {
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
		};
	}

	/** Takes requests and never answers. */
	public void hang() {
		this.fault = (request, exchange) -> pause(Duration.ofMinutes(10));
	}

	/** Sends the beginning of a page at once, and then a space now and then. */
	public void drip(Duration pause) {
		this.fault = (request, exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			OutputStream body = exchange.getResponseBody();
			body.write('[');
			while (!Thread.currentThread().isInterrupted()) {
				body.write(' ');
				body.flush();
				pause(pause);
			}
		};
	}

	/** Answers with a page of the size, packed well. */
	public void swell(int bytes) {
		this.fault = (request, exchange) -> {
			exchange.getResponseHeaders().set("Content-Encoding", "gzip");
			exchange.sendResponseHeaders(200, 0);
			byte[] spaces = new byte[1024 * 1024];
			Arrays.fill(spaces, (byte) ' ');
			try (OutputStream packed = new GZIPOutputStream(exchange.getResponseBody())) {
				packed.write('[');
				for (int sent = 0; sent < bytes; sent += spaces.length) {
					packed.write(spaces);
				}
				packed.write(']');
			}
		};
	}

	/** Behaves from now on. */
	public void heal() {
		this.fault = null;
		this.oddNext = null;
	}

	/** All requests so far. */
	public List<Request> requests() {
		return List.copyOf(this.requests);
	}

	public void forgetRequests() {
		this.requests.clear();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Map<String, String> headers = exchange.getRequestHeaders()
				.entrySet()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> String.join(", ", entry.getValue()),
						(one, other) -> one, () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
			Request request = new Request(Instant.now(), exchange.getRequestMethod(),
					String.valueOf(exchange.getRequestURI().getRawQuery()), headers);
			this.requests.add(request);
			Dialect current = this.fault;
			((current != null) ? current : this.dialect).answer(request, exchange);
		}
	}

	/** Answers with JSON text. */
	public static void send(HttpExchange exchange, int status, String json) throws IOException {
		byte[] body = bytes(json);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
	}

	private void answer(Request request, HttpExchange exchange) throws IOException {
		Map<String, String> query = request.parameters();
		Instant since = Instant.parse(query.getOrDefault("updated_since", Instant.EPOCH.toString()));
		int number = Integer.parseInt(query.getOrDefault("page", "0"));
		List<Item> found = this.items.stream()
			.filter((item) -> !item.updatedAt().isBefore(since))
			.sorted(Comparator.comparing(Item::updatedAt))
			.toList();
		int end = Math.min(found.size(), (number + 1) * this.pageSize);
		String next = (this.oddNext != null) ? this.oddNext : (end < found.size())
				? "?updated_since=" + query.get("updated_since") + "&page=" + (number + 1) : null;
		byte[] page = page(found.subList(Math.min(number * this.pageSize, end), end),
				(this.paging == Paging.NEXT_URL) ? next : null);
		CRC32 digest = new CRC32();
		digest.update(page);
		String etag = "W/\"" + HexFormat.of().toHexDigits(digest.getValue()) + '"';
		exchange.getResponseHeaders().set("ETag", etag);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		if (next != null && this.paging == Paging.LINK) {
			exchange.getResponseHeaders().add("Link", "</schema>; rel=describedby");
			exchange.getResponseHeaders().add("Link", "<" + next + ">; title=\"a, b\"; rel=\"last next\"");
		}
		if (etag.equals(request.headers().get("If-None-Match"))) {
			exchange.sendResponseHeaders(304, -1);
			return;
		}
		if (request.headers().getOrDefault("Accept-Encoding", "").contains("gzip")) {
			exchange.getResponseHeaders().set("Content-Encoding", "gzip");
			ByteArrayOutputStream packed = new ByteArrayOutputStream();
			try (OutputStream gzip = new GZIPOutputStream(packed)) {
				gzip.write(page);
			}
			page = packed.toByteArray();
		}
		exchange.sendResponseHeaders(200, page.length);
		exchange.getResponseBody().write(page);
	}

	private byte[] page(List<Item> items, @Nullable String next) throws IOException {
		ByteArrayOutputStream page = new ByteArrayOutputStream();
		boolean object = this.paging == Paging.NEXT_URL;
		page.writeBytes(bytes(object ? "{\"count\":" + items.size() + ",\"items\":[" : "["));
		for (int i = 0; i < items.size(); i++) {
			page.writeBytes(bytes((i > 0) ? ", " : ""));
			page.write(items.get(i).json());
		}
		String after = (next != null) ? ",\"next_url\":\"" + next + "\"" : ",\"next_url\":null";
		page.writeBytes(bytes(object ? "]" + after + "}" : "]"));
		return page.toByteArray();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static void pause(Duration duration) {
		try {
			TimeUnit.MILLISECONDS.sleep(duration.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * A request that was made.
	 *
	 * @param query as it came, encoded
	 * @param headers their names in any case
	 */
	public record Request(Instant at, String method, String query, Map<String, String> headers) {

		/** The query, decoded. */
		public Map<String, String> parameters() {
			return Arrays.stream(this.query.split("&"))
				.map((pair) -> pair.split("=", 2))
				.filter((pair) -> pair.length == 2)
				.collect(Collectors.toMap((pair) -> pair[0],
						(pair) -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
		}

		/** From where on the feed was asked for. */
		public Instant updatedSince() {
			return Instant.parse(parameters().get("updated_since"));
		}

	}

	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Item(byte[] json, Instant updatedAt) {
	}

	/** How an API answers. */
	public interface Dialect {

		void answer(Request request, HttpExchange exchange) throws IOException;

	}

}
