package io.newsbox;

import io.newsbox.dev.DevServices;

import org.springframework.boot.SpringApplication;
import org.springframework.util.StringUtils;

/**
 * Starts newsbox with all that it needs: {@code mvn spring-boot:test-run}.
 */
public final class TestNewsboxApplication {

	private static final String WHAT_BECOMES_OF_EACH_ITEM = "--logging.level.io.newsbox.article.Articles=debug";

	private TestNewsboxApplication() {
	}

	public static void main(String[] args) {
		SpringApplication.from(NewsboxApplication::main)
			.with(DevServices.class)
			.run(StringUtils.addStringToArray(args, WHAT_BECOMES_OF_EACH_ITEM));
	}

}
