package io.newsbox.fallback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps the recipes in step with what they replace and name. */
@UsePostgres
class RecipesTest {

	private static final String FALLBACK = "article-fallback.camel.yaml";

	@ParameterizedTest
	@ValueSource(strings = { "guardian", "wordpress" })
	void onlyTheQueryIsAnotherThanInTheDefaultFile(String recipe) throws IOException {
		List<String> wanted = steps(Recipe.ROUTES);
		wanted.removeAll(steps(Recipe.ALL.resolve(recipe)));
		assertThat(wanted).singleElement().asString().contains("updated_since=");
	}

	@ParameterizedTest
	@ValueSource(strings = { "guardian", "wordpress" })
	void theSettingsThatItsReadmeNamesExist(String recipe) throws IOException {
		YamlPropertiesFactoryBean defaults = new YamlPropertiesFactoryBean();
		defaults.setResources(new ClassPathResource("application.yaml"));
		assertThat(Pattern.compile("(?m)^\\s*(newsbox\\.[^=]+)=")
			.matcher(Files.readString(Recipe.ALL.resolve(recipe).resolve("README.md")))
			.results()
			.map((setting) -> setting.group(1))).isNotEmpty()
			.allSatisfy((setting) -> assertThat(defaults.getObject()).containsKey(setting));
	}

	@Test
	void theFirstReadingBeginsWhereTheReadmeSays(Postgres postgres) throws IOException {
		DataSource database = postgres.newDatabase().dataSource();
		new ResourceDatabasePopulator(new ClassPathResource("db/migration/V2__feed_cursor.sql")).execute(database);
		JdbcClient client = JdbcClient.create(database);
		client.sql(Recipe.readme("guardian", "sql", "INSERT")).update();
		assertThat(new Cursors(client).find(Position.POLLING)).hasValueSatisfying((cursor) -> {
			assertThat(cursor.since()).isEqualTo(cursor.updatedAt().minus(Duration.ofDays(7)));
			assertThat(cursor.nextUrl()).isNull();
		});
	}

	private static List<String> steps(Path folder) throws IOException {
		return new ArrayList<>(
				Files.readAllLines(folder.resolve(FALLBACK)).stream().filter((line) -> !line.startsWith("#")).toList());
	}

}
