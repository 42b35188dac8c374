package io.newsbox.article;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.Body;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of route {@code article-store} that are newsbox's own. Bean {@code articles}.
 */
public final class Articles {

	/** The route that rows are sent through, from here and not from another route. */
	public static final String UPSERT = "direct:article-upsert";

	private static final Logger LOG = LoggerFactory.getLogger(Articles.class);

	private static final int MOST_SHOWN = 80;

	private final int maxItemSize;

	private final ProducerTemplate routes;

	private final StatementSize statementSize = new StatementSize();

	/** Null where items are only tried. */
	private final @Nullable ItemMeters meters;

	public Articles(ArticleProperties properties, ProducerTemplate routes, MeterRegistry meters) {
		this((int) properties.maxItemSize().toBytes(), routes, new ItemMeters(meters));
	}

	private Articles(int maxItemSize, ProducerTemplate routes, @Nullable ItemMeters meters) {
		this.maxItemSize = maxItemSize;
		this.routes = routes;
		this.meters = meters;
	}

	/** The same for other routes, with items that neither count nor are worth a word. */
	public Articles onTrial(ProducerTemplate others) {
		return new Articles(this.maxItemSize, others, null);
	}

	/**
	 * Reads a batch.
	 * @param batch a list of messages or of JSON texts; or one of them, which may be an
	 * array
	 * @param origin {@code broker} where a route does not say it
	 */
	public Items read(@Body Object batch, @Variable("origin") @Nullable String origin) {
		List<?> elements = (batch instanceof List<?> list) ? list : List.of(batch);
		return new Reader(Objects.requireNonNullElse(origin, "broker"), this.maxItemSize).read(elements);
	}

	/** Filters and upserts the rows, through route {@code article-upsert}. */
	public Outcome store(@Body Rows batch) throws Exception {
		Outcome stored = new Isolation(this.routes, batch.origin(), this.statementSize).store(batch.rows());
		if (this.meters != null && LOG.isDebugEnabled() && !batch.rows().isEmpty()) {
			LOG.debug("From {}: {}: {}", batch.origin(), stored, batch.rows());
		}
		return stored.plus(Outcome.ofDeadLetters(batch.origin(), batch.deadLetters()));
	}

	/**
	 * The rows that the filter left, as the statement takes them.
	 * @return for each name that the statement asks for: {@code origin}, or a column, as
	 * an array of texts with an element a row
	 * @throws IllegalStateException when the filter gave something else. The batch is
	 * held then: its items are not at fault
	 */
	public Map<String, Object> columns(@Body Object filtered, @Variable("origin") String origin) {
		if (filtered instanceof ArrayNode rows
				&& StreamSupport.stream(rows.spliterator(), false).allMatch(JsonNode::isObject)) {
			return new Columns(rows, origin);
		}
		throw new IllegalStateException("the filter must give an array of rows, as map(select(…)) does, but it gave "
				+ Words.cut(String.valueOf(filtered), MOST_SHOWN));
	}

	/** Counts and logs what became of a batch, after its dead letters were parked. */
	public void report(@Body Outcome outcome) {
		if (this.meters == null) {
			return;
		}
		this.meters.count(outcome);
		outcome.deadLetters()
			.stream()
			.collect(Collectors.groupingBy(DeadLetter::reason))
			.forEach((reason, parked) -> LOG.warn("Parked {} from {} in dead_letter: {}. First: {}", parked.size(),
					outcome.origin(), reason, Words.line(parked.get(0).detail())));
	}

}
