package io.newsbox.article;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.newsbox.article.Rows.Row;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;

/**
 * Stores rows with as few statements as the bad ones among them allow.
 * <ol>
 * <li>All rows go through route {@code article-upsert}: filter, then one statement. An
 * array of very large items goes in several, since a statement has to fit into
 * memory.</li>
 * <li>When that fails for the data of a single row, the row is a dead letter.</li>
 * <li>When it fails for the data of more rows, nothing of them is stored, and each half
 * starts again at 1: about 2·log₂(n) statements find one bad row among n.</li>
 * <li>The same where it takes too long; see {@link StatementSize}.</li>
 * <li>Any other failure is an outage. The route itself waits and tries again; what comes
 * here means that newsbox stops, and the batch goes back to where it came from.</li>
 * </ol>
 */
final class Isolation {

	private static final int STATEMENT_BYTES = 16 * 1024 * 1024;

	private final ProducerTemplate route;

	private final String origin;

	private final StatementSize size;

	Isolation(ProducerTemplate route, String origin, StatementSize size) {
		this.route = route;
		this.origin = origin;
		this.size = size;
	}

	Outcome store(List<Row> rows) throws Exception {
		if (rows.isEmpty()) {
			return Outcome.ofDeadLetters(this.origin, List.of());
		}
		if (rows.size() > 1 && (bytes(rows) > STATEMENT_BYTES || !this.size.fits(rows.size()))) {
			return storeHalves(rows);
		}
		long begin = System.nanoTime();
		Exchange upsert = this.route.send(Articles.UPSERT, request(rows));
		Exception failure = upsert.getException();
		if (failure == null) {
			Outcome outcome = outcome(rows.size(),
					Objects.requireNonNullElse(upsert.getMessage().getBody(Map.class), Map.of()));
			this.size.executed(outcome.stored(), since(begin));
			return outcome;
		}
		Throwable fault = DataFault.in(failure);
		boolean tooLong = fault == null && DataFault.isTooLong(failure);
		if (tooLong) {
			this.size.canceled(rows.size(), since(begin));
		}
		if (rows.size() > 1 && (fault != null || tooLong)) {
			return storeHalves(rows);
		}
		if (fault == null) {
			throw failure;
		}
		return parked(rows.get(0), fault);
	}

	private Processor request(List<Row> rows) {
		return (exchange) -> {
			exchange.setVariable("origin", this.origin);
			DataFault.setRows(exchange, rows.size());
			exchange.getMessage().setBody(json(rows));
		};
	}

	private Outcome storeHalves(List<Row> rows) throws Exception {
		int middle = rows.size() / 2;
		return store(rows.subList(0, middle)).plus(store(rows.subList(middle, rows.size())));
	}

	private static Duration since(long begin) {
		return Duration.ofNanos(System.nanoTime() - begin);
	}

	private Outcome outcome(int sent, Map<?, ?> counts) {
		long stored = count(counts, "stored");
		long unchanged = count(counts, "unchanged");
		return new Outcome(this.origin, stored, unchanged, sent - stored - unchanged, lags(counts), List.of());
	}

	private static long count(Map<?, ?> counts, String column) {
		if (counts.get(column) instanceof Number number) {
			return number.longValue();
		}
		throw new IllegalStateException(
				"route article-upsert must end with the row that article-upsert.sql returns, with columns stored and unchanged");
	}

	private static List<Double> lags(Map<?, ?> counts) {
		return (counts.get("lags") instanceof String lags)
				? Arrays.stream(lags.split(" ")).map(Double::valueOf).toList() : List.of();
	}

	private Outcome parked(Row row, Throwable fault) {
		String reason = (fault instanceof SQLException) ? "The database refuses it" : "The filter fails on it";
		BadItemException cause = new BadItemException(reason, fault.getMessage());
		return Outcome.ofDeadLetters(this.origin, List.of(new DeadLetter(this.origin, row.received(), cause)));
	}

	private static ArrayNode json(List<Row> rows) {
		ArrayNode json = JsonNodeFactory.instance.arrayNode(rows.size());
		rows.forEach((row) -> json.add(row.json()));
		return json;
	}

	private static long bytes(List<Row> rows) {
		return rows.stream().mapToLong((row) -> row.received().body().length).sum();
	}

}
