package io.newsbox;

import io.newsbox.dev.DevServices;

import org.springframework.boot.SpringApplication;

/**
 * Starts newsbox with all that it needs: {@code mvn spring-boot:test-run}.
 */
public final class TestNewsboxApplication {

	private TestNewsboxApplication() {
	}

	public static void main(String[] args) {
		SpringApplication.from(NewsboxApplication::main).with(DevServices.class).run(args);
	}

}
