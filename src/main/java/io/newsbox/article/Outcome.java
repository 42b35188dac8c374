package io.newsbox.article;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of a batch. Every item of it is counted once.
 *
 * @param stored rows written: new, or newer than what was there
 * @param unchanged items that the table already had, or had newer
 * @param filtered items that the filter dropped
 * @param lags seconds from version time to storage, of each row written
 * @param deadLetters items to be parked
 */
public record Outcome(String origin, long stored, long unchanged, long filtered, List<Double> lags,
		List<DeadLetter> deadLetters) {

	/** Nothing but dead letters. */
	static Outcome ofDeadLetters(String origin, List<DeadLetter> deadLetters) {
		return new Outcome(origin, 0, 0, 0, List.of(), deadLetters);
	}

	Outcome plus(Outcome other) {
		return new Outcome(this.origin, this.stored + other.stored, this.unchanged + other.unchanged,
				this.filtered + other.filtered, join(this.lags, other.lags), join(this.deadLetters, other.deadLetters));
	}

	private static <T> List<T> join(List<T> one, List<T> other) {
		return Stream.concat(one.stream(), other.stream()).toList();
	}

	/** In words, without the zeros. */
	@Override
	public String toString() {
		return Stream
			.of(words(this.stored, "stored"), words(this.unchanged, "unchanged"), words(this.filtered, "filtered"),
					words(this.deadLetters.size(), "to be parked"))
			.filter((words) -> !words.isEmpty())
			.collect(Collectors.joining(", "));
	}

	private static String words(long count, String outcome) {
		return (count > 0) ? count + " " + outcome : "";
	}

	/**
	 * For the route: the named parameters of one dead letter each. The elements of an
	 * array share the text of its headers: 10,000 copies may not fit into memory.
	 */
	public List<Map<String, Object>> getParked() {
		List<Map<String, Object>> parked = new ArrayList<>();
		Received before = null;
		String headers = "";
		for (DeadLetter letter : this.deadLetters) {
			if (before == null || !letter.received().cameWith(before)) {
				headers = letter.headers();
			}
			parked.add(letter.parameters(headers));
			before = letter.received();
		}
		return parked;
	}

}
