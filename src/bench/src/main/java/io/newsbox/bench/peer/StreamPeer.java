package io.newsbox.bench.peer;

import java.util.HashMap;
import java.util.Map;

/** Spring Cloud Stream, bound to the queue of the benchmark. */
final class StreamPeer {

	private static final String BINDING = "spring.cloud.stream.bindings.articles-in-0.";

	private static final String RABBIT = "spring.cloud.stream.rabbit.bindings.articles-in-0.consumer.";

	private StreamPeer() {
	}

	/** Runs a configuration with a function {@code articles}. */
	static void run(Class<?> listener, boolean batchMode, Map<String, Object> consumer) {
		Map<String, Object> properties = new HashMap<>();
		properties.put("spring.cloud.function.definition", "articles");
		properties.put(BINDING + "destination", "${bench.exchange}");
		properties.put(BINDING + "group", "${bench.group}");
		properties.put(BINDING + "consumer.batch-mode", batchMode);
		properties.put(RABBIT + "exchange-type", "direct");
		properties.put(RABBIT + "binding-routing-key", "newsbox.update");
		consumer.forEach((name, value) -> properties.put(RABBIT + name, value));
		SpringPeer.run(listener, properties);
	}

}
