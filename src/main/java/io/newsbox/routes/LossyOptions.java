package io.newsbox.routes;

/**
 * Options of a consuming route with which messages would be lost, or newsbox would not
 * start without the broker.
 */
final class LossyOptions implements Rule {

	private static final String BATCH_SIZE = "newsbox.intake.batch-size";

	@Override
	public void look(Place place, Scratch scratch, Findings findings) {
		Address.at(place, scratch).filter(Address::isIntake).ifPresent((address) -> look(address, scratch, findings));
	}

	private static void look(Address intake, Scratch scratch, Findings findings) {
		if (intake.option("asyncConsumer", scratch).equalsIgnoreCase("true")) {
			findings.add(at(intake, "asyncConsumer"),
					"asyncConsumer: true loses messages: they are acked before they are stored. Take it away");
		}
		String acknowledge = intake.option("acknowledgeMode", scratch);
		if (!acknowledge.isEmpty() && !acknowledge.equalsIgnoreCase("AUTO")) {
			findings.add(at(intake, "acknowledgeMode"), "acknowledgeMode: " + acknowledge
					+ " loses messages: only AUTO acks a message after it is stored. Take it away");
		}
		if (intake.option("rejectAndDontRequeue", scratch).equalsIgnoreCase("false")) {
			findings.add(at(intake, "rejectAndDontRequeue"),
					"rejectAndDontRequeue: false loses messages: one that fails is acked. Take it away");
		}
		if (!intake.option("disableReplyTo", scratch).equalsIgnoreCase("true")) {
			findings.add(at(intake, "disableReplyTo"),
					"disableReplyTo: true is missing: what is read would be sent to any queue that a message names");
		}
		if (intake.option("testConnectionOnStartup", scratch).equalsIgnoreCase("true")) {
			findings.add(at(intake, "testConnectionOnStartup"),
					"testConnectionOnStartup: true ends a start without the broker. Take it away");
		}
		String queue = intake.option("queues", scratch);
		if (!intake.options().containsKey("queues")) {
			findings.add(intake.place(), "queues is missing: write the name of the queue, \"RAW(EXCHANGE.GROUP)\"");
		}
		if (queue.contains(",")) {
			findings.add(at(intake, "queues"),
					"queues: a route has one, and this would be its name: " + queue + ". Write a second route");
		}
		prefetch(intake, scratch, findings);
	}

	private static void prefetch(Address intake, Scratch scratch, Findings findings) {
		String prefetch = intake.option("prefetchCount", scratch);
		int batch = Integer.parseInt(scratch.resolve("{{" + BATCH_SIZE + "}}"));
		if (!intake.options().containsKey("prefetchCount")) {
			findings.add(intake.place(), "prefetchCount is missing: write \"{{newsbox.intake.prefetch}}\"");
		}
		else if (prefetch.matches("\\d{1,9}") && Integer.parseInt(prefetch) < batch) {
			findings.add(at(intake, "prefetchCount"), "prefetchCount " + prefetch + " is below " + BATCH_SIZE + " ("
					+ batch
					+ "): the broker would stop sending before a batch is full. Raise the first or lower the second");
		}
	}

	private static Place at(Address intake, String option) {
		return intake.options().getOrDefault(option, intake.place());
	}

}
