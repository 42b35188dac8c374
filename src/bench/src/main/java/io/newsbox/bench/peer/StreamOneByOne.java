package io.newsbox.bench.peer;

import java.util.Map;
import java.util.function.Consumer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring Cloud Stream: a message at a time, as newsbox's predecessor. */
@Configuration(proxyBeanMethods = false)
class StreamOneByOne {

	public static void main(String[] args) {
		// stock: 1
		StreamPeer.run(StreamOneByOne.class, false, Map.of("prefetch", 250));
	}

	@Bean
	Consumer<byte[]> articles(Table table) {
		return table::store;
	}

}
