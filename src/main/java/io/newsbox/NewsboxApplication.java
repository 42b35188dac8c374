package io.newsbox;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * Starts newsbox.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class NewsboxApplication {

	public static void main(String[] args) {
		SpringApplication.run(NewsboxApplication.class, args);
	}

}
