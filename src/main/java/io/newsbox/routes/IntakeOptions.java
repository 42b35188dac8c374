package io.newsbox.routes;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Options of a consuming route with which messages would be lost, or newsbox would not
 * start without the broker; and those that it passes over, since it does that itself.
 */
final class IntakeOptions implements Rule {

	private static final String BATCH_SIZE = "newsbox.intake.batch-size";

	private static final List<Refused> REFUSED = List.of(
			new Refused("asyncConsumer", "true", "loses messages: they are acked before they are stored"),
			new Refused("acknowledgeMode", "(?!auto$).+",
					"loses messages: only AUTO acks a message after it is stored"),
			new Refused("rejectAndDontRequeue", "false", "loses messages: one that fails is acked"),
			new Refused("testConnectionOnStartup", "true", "ends a start without the broker"));

	private static final String DEAD_LETTER = "what cannot be stored is parked in table dead_letter; for the broker's"
			+ " own dead letters set arg.queue.x-dead-letter-exchange";

	private static final String DECLARED = "newsbox declares what is missing. If it must not, take the permission"
			+ " 'configure' from its user";

	private static final String HELD = "a batch that cannot be stored is held, see hold-in-outage";

	private static final String CONTAINER = "newsbox makes the container";

	private static final Map<String, String> WITHOUT_EFFECT = Map.ofEntries(Map.entry("autoDeclare", DECLARED),
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
		Address.at(place, scratch).filter(Address::isIntake).ifPresent((intake) -> {
			REFUSED.forEach((refused) -> refuse(intake, refused, findings));
			demand(intake, scratch, findings);
			intake.options().forEach((name, option) -> {
				String reason = name.startsWith("arg.dlq.") ? DEAD_LETTER
						: name.startsWith("arg.consumer.") ? CONTAINER : WITHOUT_EFFECT.get(name);
				if (reason != null && !intake.option(name).equalsIgnoreCase(AS_IT_IS.get(name))) {
					findings.add(option.place(), name + " has no effect: " + reason + ". Take it away");
				}
			});
		});
	}

	private static void refuse(Address intake, Refused refused, Findings findings) {
		String value = intake.option(refused.option());
		if (value.toLowerCase(Locale.ROOT).matches(refused.values())) {
			findings.add(intake.at(refused.option()),
					refused.option() + ": " + value + " " + refused.reason() + ". Take it away");
		}
	}

	private static void demand(Address intake, Scratch scratch, Findings findings) {
		if (!intake.option("disableReplyTo").equalsIgnoreCase("true")) {
			findings.add(intake.at("disableReplyTo"),
					"disableReplyTo: true is missing: what is read would be sent to any queue that a message names");
		}
		String queue = intake.option("queues");
		if (!intake.options().containsKey("queues")) {
			findings.add(intake.place(), "queues is missing: write the name of the queue, \"RAW(EXCHANGE.GROUP)\"");
		}
		if (queue.contains(",")) {
			findings.add(intake.at("queues"),
					"queues: a route has one, and this would be its name: " + queue + ". Write a second route");
		}
		number(intake, "concurrentConsumers", findings);
		number(intake, "prefetchCount", findings);
		String prefetch = intake.option("prefetchCount");
		int batch = Integer.parseInt(scratch.resolve("{{" + BATCH_SIZE + "}}"));
		if (!intake.options().containsKey("prefetchCount")) {
			findings.add(intake.place(), "prefetchCount is missing: write \"{{newsbox.intake.prefetch}}\"");
		}
		else if (prefetch.matches("0*[1-9]\\d{0,8}") && Integer.parseInt(prefetch) < batch) {
			findings.add(intake.at("prefetchCount"), "prefetchCount " + prefetch + " is below " + BATCH_SIZE + " ("
					+ batch
					+ "): the broker would stop sending before a batch is full. Raise the first or lower the second");
		}
	}

	/** Camel would say so only when the route is started. */
	private static void number(Address intake, String option, Findings findings) {
		// empty where it is a setting that does not exist
		if (!intake.option(option).matches("(0*[1-9]\\d{0,8})?")) {
			findings.add(intake.at(option), option + ": '" + intake.option(option) + "' is no number from 1 on");
		}
	}

	/**
	 * An option that may not be set so.
	 *
	 * @param values as a pattern, in small letters
	 */
	private record Refused(String option, String values, String reason) {
	}

}
