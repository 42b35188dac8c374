package io.newsbox.routes;

import java.util.Map;

/** Options of a consuming route that newsbox passes over, since it does that itself. */
final class OptionsWithoutEffect implements Rule {

	private static final String DEAD_LETTER = "what cannot be stored is parked in table dead_letter; for the broker's"
			+ " own dead letters set arg.queue.x-dead-letter-exchange";

	private static final String DECLARED = "newsbox declares what is missing. If it must not, take the permission"
			+ " 'configure' from its user";

	private static final String HELD = "a batch that cannot be stored is held, see hold-in-outage";

	private static final String CONTAINER = "newsbox makes the container";

	private static final Map<String, String> REASONS = Map.ofEntries(Map.entry("autoDeclare", DECLARED),
			Map.entry("exclusive", CONTAINER), Map.entry("noLocal", CONTAINER),
			Map.entry("maxConcurrentConsumers", CONTAINER + ", with concurrentConsumers"),
			Map.entry("messageConverter", CONTAINER), Map.entry("skipDeclareExchange", DECLARED),
			Map.entry("skipDeclareQueue", DECLARED), Map.entry("skipBindQueue", DECLARED),
			Map.entry("messageListenerContainerType", CONTAINER), Map.entry("deadLetterExchange", DEAD_LETTER),
			Map.entry("deadLetterExchangeType", DEAD_LETTER), Map.entry("deadLetterQueue", DEAD_LETTER),
			Map.entry("deadLetterRoutingKey", DEAD_LETTER), Map.entry("retry", HELD),
			Map.entry("maximumRetryAttempts", HELD), Map.entry("retryDelay", HELD));

	/** What newsbox does in any case. */
	private static final Map<String, String> AS_IT_IS = Map.of("autoDeclare", "true", "exclusive", "false", "noLocal",
			"false", "messageListenerContainerType", "SMLC", "skipDeclareExchange", "false", "skipDeclareQueue",
			"false", "skipBindQueue", "false");

	@Override
	public void look(Place place, Scratch scratch, Findings findings) {
		Address.at(place, scratch)
			.filter(Address::isIntake)
			.ifPresent((intake) -> intake.options().forEach((name, option) -> {
				String reason = name.startsWith("arg.dlq.") ? DEAD_LETTER
						: name.startsWith("arg.consumer.") ? CONTAINER : REASONS.get(name);
				if (reason != null && !intake.option(name, scratch).equalsIgnoreCase(AS_IT_IS.get(name))) {
					findings.add(option, name + " has no effect: " + reason + ". Take it away");
				}
			}));
	}

}
