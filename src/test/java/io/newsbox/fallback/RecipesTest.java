package io.newsbox.fallback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
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

	private static final ObjectMapper JSON = new ObjectMapper();

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
		assertThat(new Cursors(database).find("articles")).hasValueSatisfying((cursor) -> {
			assertThat(cursor.since()).isEqualTo(cursor.updatedAt().minus(Duration.ofDays(7)));
			assertThat(cursor.nextUrl()).isNull();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "guardian", "wordpress" })
	void aPageBecomesTheExpectedItems(String recipe) throws IOException {
		Path folder = Recipe.ALL.resolve(recipe);
		Path examples = folder.resolve("examples");
		Scope builtins = Scope.newEmptyScope();
		BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, builtins);
		List<JsonNode> items = new ArrayList<>();
		JsonQuery
			.compile(Files.readString(examples.resolve("request.jq"))
					+ Files.readString(folder.resolve("article-page.jq")), Versions.JQ_1_7)
			.apply(builtins, JSON.readTree(examples.resolve("page.json").toFile()), items::add);
		assertThat(items).containsExactly(JSON.readTree(examples.resolve("page.expected.json").toFile()));
	}

	private static List<String> steps(Path folder) throws IOException {
		return new ArrayList<>(
				Files.readAllLines(folder.resolve(FALLBACK)).stream().filter((line) -> !line.startsWith("#")).toList());
	}

}
