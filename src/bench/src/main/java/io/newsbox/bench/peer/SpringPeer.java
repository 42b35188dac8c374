package io.newsbox.bench.peer;

import java.util.Map;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What the peers with Spring have in common. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class SpringPeer {

	static void run(Class<?> listener, Map<String, Object> properties) {
		new SpringApplicationBuilder(SpringPeer.class, listener).properties(properties).run();
	}

	@Bean
	Table table(JdbcTemplate jdbc, TransactionTemplate transaction) {
		return new Table(jdbc, transaction);
	}

}
