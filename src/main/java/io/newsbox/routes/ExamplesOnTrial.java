package io.newsbox.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.core.NestedExceptionUtils;

/**
 * The items of the examples on their way through the routes: as the batches that come at
 * night.
 * <ol>
 * <li>All at once, as the broker's messages, which is quick.</li>
 * <li>If a step fails on that, one by one, to find an item on which it does.</li>
 * <li>Else one of which the filter leaves nothing; and all once more, as the article API
 * gives them.</li>
 * </ol>
 */
final class ExamplesOnTrial {

	private static final Logger LOG = LoggerFactory.getLogger(ExamplesOnTrial.class);

	private static final String ALL = "*" + Examples.ITEM;

	/** Stands in for a version time that an item lacks. */
	private static final Instant SENT = Instant.parse("2026-01-01T00:00:00Z");

	private final SortedMap<String, byte[]> items;

	private int stored;

	private Map<String, SentRows> sent = Map.of();

	ExamplesOnTrial(Path folder) {
		this.items = items(folder);
	}

	/** Whether there is none to try; nor does an empty batch ever come. */
	boolean isEmpty() {
		return this.items.isEmpty();
	}

	/** Those that hold JSON; the others are left to the comparison. */
	private static SortedMap<String, byte[]> items(Path folder) {
		SortedMap<String, byte[]> items = new TreeMap<>();
		try {
			for (String name : Examples.names(folder)) {
				JsonFile.read(folder.resolve(name + Examples.ITEM), new ArrayList<>())
					.ifPresent((item) -> items.put(name + Examples.ITEM, item.text().getBytes(StandardCharsets.UTF_8)));
			}
		}
		catch (IOException ex) {
			LOG.debug("The examples are not tried", ex);
		}
		return items;
	}

	/**
	 * Looks for a step that would hold or park one; what it drops is its own affair.
	 * @param fromApi whether the article API gives items, too
	 */
	Optional<Problem> problem(Trial trial, boolean fromApi) {
		Tracer seen = all(trial, true);
		// one may come to several statements
		this.stored = Math.min(seen.database().stored().size(), this.items.size());
		this.sent = seen.database().sent();
		if (seen.isStuck()) {
			// so would be one of them
			return problem(ALL, seen);
		}
		if (seen.fault() != null) {
			return this.items.entrySet()
				.stream()
				.flatMap((item) -> problem(item.getKey(), trial.send(item.getValue())).stream())
				.findFirst()
				.or(() -> held(all(trial, false)));
		}
		if (seen.isAllParked()) {
			return Optional.of(new Problem(Examples.MAPPING, 0,
					"each of the examples would be parked: " + seen.database().parked()));
		}
		if (seen.misnamed() != null) {
			return Optional.of(seen.misnamed());
		}
		return dropped(trial).or(() -> fromApi ? asFromApi(trial) : Optional.empty());
	}

	/** The rows of all of them, by the text of the statement that they were sent to. */
	Map<String, SentRows> sent() {
		return this.sent;
	}

	/**
	 * What was seen of them.
	 * @param expected what the mapping should make of them
	 * @param notes of the statements
	 */
	Tally tally(Examples expected, List<Problem> notes) {
		long unexpected = expected.problems(true).stream().map(Problem::file).distinct().count();
		return new Tally(this.items.size(), this.stored, (int) unexpected, notes);
	}

	private Tracer all(Trial trial, boolean toFirstFault) {
		return trial.send(this.items.values().stream().map(ExamplesOnTrial::message).toList(), "broker", toFirstFault);
	}

	private static Message message(byte[] item) {
		return MessageBuilder.withBody(item).setTimestamp(Date.from(SENT)).build();
	}

	/** A batch too large for a step is halved, unless that would not help. */
	private static Optional<Problem> held(Tracer seen) {
		return (seen.held() == null) ? Optional.empty() : problem(ALL, seen);
	}

	/** The filter leaves nothing of most batches at night. */
	private Optional<Problem> dropped(Trial trial) {
		for (Map.Entry<String, byte[]> item : this.items.entrySet()) {
			Tracer seen = trial.send(item.getValue());
			Optional<Problem> problem = problem(item.getKey(), seen);
			if (problem.isPresent() || (seen.database().stored().isEmpty() && seen.database().parked() == null)) {
				return problem;
			}
		}
		return Optional.empty();
	}

	private Optional<Problem> asFromApi(Trial trial) {
		Fault fault = trial.send(List.copyOf(this.items.values()), "api", true).fault();
		return Optional.ofNullable(fault).map((found) -> problem(ALL + ", as the article API gives them", found));
	}

	private static Optional<Problem> problem(String item, Tracer seen) {
		return Optional.ofNullable(seen.fault())
			.filter((fault) -> seen.held() != null || seen.database().parked() != null)
			.map((fault) -> problem(item, fault));
	}

	private static Problem problem(String item, Fault fault) {
		return fault.problem("fails on examples/" + item + ": " + reason(fault.failure()));
	}

	private static String reason(Throwable failure) {
		if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof JsonQueryException fault) {
			// ours explain themselves
			boolean isOfJq = fault.getClass().getPackage() == JsonQueryException.class.getPackage();
			return fault.getMessage() + (isOfJq ? ". What an item lacks is null: write (.language // \"\"), say" : "");
		}
		return Causes.text(failure)
			.replaceFirst("(?: on the exchange| on .*Message|\\. Exchange\\[).*", "")
			.replaceFirst("name: (\\w+) not found on bean: \\{.*", "name: $1 not found. For a key of a map write [$1]");
	}

}
