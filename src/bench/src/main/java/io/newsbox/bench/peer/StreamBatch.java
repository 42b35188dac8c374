package io.newsbox.bench.peer;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring Cloud Stream in batch mode. */
@Configuration(proxyBeanMethods = false)
class StreamBatch {

	public static void main(String[] args) {
		StreamPeer.run(StreamBatch.class, true, Map.of("enable-batching", true, "batch-size", 500, "prefetch", 1000));
	}

	@Bean
	Consumer<List<byte[]>> articles(Table table) {
		return table::store;
	}

}
