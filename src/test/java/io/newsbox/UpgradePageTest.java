package io.newsbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;

/** The upgrade page is complete, and names what is there. */
class UpgradePageTest {

	/**
	 * The properties of BindingProperties, ConsumerProperties, RabbitCommonProperties and
	 * RabbitConsumerProperties in version 4.3.3; txSize is of older versions.
	 */
	private static final Map<String, String> OLD = Map.of("### `spring.cloud.stream.bindings.<name>.*`", """
			destination group contentType binder errorHandlerDefinition consumer.autoStartup consumer.concurrency
			consumer.partitioned consumer.instanceCount consumer.instanceIndex consumer.instanceIndexList
			consumer.maxAttempts consumer.backOffInitialInterval consumer.backOffMaxInterval
			consumer.backOffMultiplier consumer.defaultRetryable consumer.retryTemplateName
			consumer.retryableExceptions consumer.headerMode consumer.useNativeDecoding consumer.multiplex
			consumer.batchMode producer.*""",
			"### `spring.cloud.stream.rabbit.bindings.<name>.consumer.*`: exchange, queue and binding", """
					exchangeType declareExchange exchangeDurable exchangeAutoDelete delayedExchange
					queueNameGroupOnly bindQueue bindingRoutingKey bindingRoutingKeyDelimiter ttl expires maxLength
					maxLengthBytes maxPriority prefix lazy overflowBehavior queueBindingArguments quorum.enabled
					quorum.initialGroupSize quorum.deliveryLimit singleActiveConsumer durableSubscription
					anonymousGroupPrefix queueMaxPriority""",
			"### `spring.cloud.stream.rabbit.bindings.<name>.consumer.*`: dead letters", """
					autoBindDlq deadLetterQueueName deadLetterExchange deadLetterExchangeType declareDlx
					deadLetterRoutingKey dlqTtl dlqExpires dlqMaxLength dlqMaxLengthBytes dlqMaxPriority
					dlqDeadLetterExchange dlqDeadLetterRoutingKey dlqLazy dlqOverflowBehavior dlqBindingArguments
					dlqQuorum.enabled dlqQuorum.initialGroupSize dlqQuorum.deliveryLimit dlqSingleActiveConsumer
					republishToDlq republishDeliveyMode frameMaxHeadroom requeueRejected""",
			"### `spring.cloud.stream.rabbit.bindings.<name>.consumer.*`: the listener", """
					transacted acknowledgeMode maxConcurrency prefetch batchSize txSize headerPatterns
					recoveryInterval exclusive missingQueuesFatal queueDeclarationRetries
					failedDeclarationRetryInterval consumerTagPrefix containerType enableBatching receiveTimeout
					superStream streamStreamMessageConverterBeanName consumerPriority""");

	@Test
	void eachPropertyOfTheBinderHasItsPlaceInATable() throws IOException {
		for (var part : OLD.entrySet()) {
			assertThat(oldProperties(part.getKey())).as(part.getKey())
				.containsExactlyInAnyOrder(part.getValue().strip().split("\\s+"));
		}
	}

	@Test
	void eachSettingOfNewsboxOnThePageExists() throws IOException {
		List<String> defaults = new YamlPropertySourceLoader()
			.load("defaults", new FileSystemResource("src/main/resources/application.yaml"))
			.stream()
			.flatMap((source) -> ((Map<?, ?>) source.getSource()).keySet().stream())
			.map(Object::toString)
			.toList();
		assertThat(defaults).containsAll(found("newsbox\\.[a-z]+\\.[a-z-]+(?==|`)", UpgradePage.text()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "src/site/upgrade-from-spring-cloud-stream.md" })
	void eachLinkLeadsSomewhere(Path page) throws IOException {
		String text = Files.readString(page);
		for (String link : found("(?<=\\]\\()(?!https?:)[^)]+", text)) {
			Path target = link.startsWith("#") ? page : page.resolveSibling(link.replaceFirst("#.*", ""));
			assertThat(target).exists();
			if (link.contains("#")) {
				assertThat(anchors(target)).as(page.toString()).contains(link.replaceFirst(".*#", ""));
			}
		}
	}

	@Test
	void theReadmeLeadsToThePage() throws IOException {
		assertThat(Files.readString(Path.of("README.md"))).contains("(src/site/upgrade-from-spring-cloud-stream.md)");
	}

	/** Those of the first column. */
	private static List<String> oldProperties(String heading) throws IOException {
		String column = UpgradePage.section(heading)
			.lines()
			.filter((line) -> line.startsWith("| `"))
			.map((line) -> line.split("\\|", -1)[1])
			.collect(Collectors.joining());
		return found("(?<=`)[a-z][\\w.*]+(?=`)", column);
	}

	/** The anchors that GitHub makes of the headings of a page. */
	private static List<String> anchors(Path page) throws IOException {
		try (Stream<String> lines = Files.lines(page)) {
			return lines.filter((line) -> line.startsWith("#"))
				.map((line) -> line.replaceFirst("#+ ", "")
					.toLowerCase(Locale.ROOT)
					.replaceAll("[^\\w -]", "")
					.replace(' ', '-'))
				.toList();
		}
	}

	private static List<String> found(String regex, String text) {
		return Pattern.compile(regex).matcher(text).results().map(MatchResult::group).toList();
	}

}
