package io.newsbox.routes;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoutesVersionTest {

	@Test
	void aRouteIsStartedAfterThoseThatItCalls() {
		Snapshot files = Snapshots.of(new RouteFolder("routes"));
		List<Definition> definitions = files.routeFiles()
			.stream()
			.flatMap((file) -> Definition.read(file, files.required(file), new Findings()).stream())
			.toList();
		List<String> all = definitions.stream().map(Definition::id).toList();
		assertThat(new RoutesVersion(files, definitions).inOrder(all)).containsExactly("article-upsert", "dead-letter",
				"article-store", "article-poll", "article-fallback", "article-intake", "dead-letter-retry",
				"dead-letter-replay");
	}

}
