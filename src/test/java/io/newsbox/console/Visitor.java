package io.newsbox.console;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.springframework.http.HttpHeaders;

/**
 * Somebody who visits the console: keeps cookies, follows nothing.
 */
final class Visitor {

	static final String JOLOKIA = "/actuator/jolokia";

	private static final ObjectMapper JSON = new ObjectMapper();

	final Map<String, String> cookies = new TreeMap<>();

	private final Map<String, String> headers = new TreeMap<>();

	private final HttpClient http;

	private final URI console;

	Visitor(HttpClient http, URI console) {
		this.http = http;
		this.console = console;
	}

	/** Sends a header with each request from now on. */
	Visitor with(String header, String value) {
		this.headers.put(header, value);
		return this;
	}

	Visitor withPassword(String user, String password) {
		return with("Authorization", "Basic " + HttpHeaders.encodeBasicAuth(user, password, null));
	}

	/** Sends the CSRF token of the cookie back, as Hawtio does. */
	Visitor withToken() {
		return with("X-XSRF-TOKEN", this.cookies.get("XSRF-TOKEN"));
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(request(path).GET());
	}

	HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
	}

	HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
		return send(request(path).method(method, BodyPublishers.noBody()));
	}

	/** Opens the form, fills it in and sends it. */
	HttpResponse<String> logIn(String user, String password) throws IOException, InterruptedException {
		get("/login");
		return submit(Map.of("username", user, "password", password, "_csrf", this.cookies.get("XSRF-TOKEN")));
	}

	HttpResponse<String> submit(Map<String, String> form) throws IOException, InterruptedException {
		String body = form.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return send(request("/login").header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(body)));
	}

	/** Asks Jolokia, and returns its answer: one, or an array of them. */
	JsonNode ask(Object request) throws IOException, InterruptedException {
		HttpResponse<String> answer = post(JOLOKIA, JSON.writeValueAsString(request));
		if (answer.statusCode() != 200) {
			throw new IllegalStateException(answer + ": " + answer.body());
		}
		return JSON.readTree(answer.body());
	}

	/** Calls an operation; returns the status in Jolokia's answer: 403 when forbidden. */
	int call(String mbean, String operation, Object... arguments) throws IOException, InterruptedException {
		HttpResponse<String> answer = post(JOLOKIA, JSON.writeValueAsString(exec(mbean, operation, arguments)));
		return (answer.statusCode() == 200) ? JSON.readTree(answer.body()).get("status").asInt() : answer.statusCode();
	}

	int write(String mbean, String attribute, Object value) throws IOException, InterruptedException {
		return ask(Map.of("type", "write", "mbean", mbean, "attribute", attribute, "value", value)).get("status")
			.asInt();
	}

	JsonNode read(String mbean, String attribute) throws IOException, InterruptedException {
		return ask(Map.of("type", "read", "mbean", mbean, "attribute", attribute)).path("value");
	}

	static Map<String, Object> exec(String mbean, String operation, Object... arguments) {
		return Map.of("type", "exec", "mbean", mbean, "operation", operation, "arguments", arguments);
	}

	private HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.console.resolve(path));
		this.headers.forEach(request::header);
		if (!this.cookies.isEmpty()) {
			request.header("Cookie",
					this.cookies.entrySet()
						.stream()
						.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
						.collect(Collectors.joining("; ")));
		}
		return request;
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		HttpResponse<String> answer = this.http.send(request.build(), BodyHandlers.ofString());
		// a program keeps none
		if (!this.headers.containsKey("Authorization")) {
			answer.headers().allValues("Set-Cookie").forEach(this::keep);
		}
		return answer;
	}

	private void keep(String cookie) {
		String[] pair = cookie.split(";", 2)[0].split("=", 2);
		if (pair[1].isEmpty()) {
			this.cookies.remove(pair[0]);
		}
		else {
			this.cookies.put(pair[0], pair[1]);
		}
	}

}
