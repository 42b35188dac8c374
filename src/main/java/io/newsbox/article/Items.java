package io.newsbox.article;

import java.util.List;

/**
 * A batch after it was read.
 *
 * @param origin {@code broker} or {@code api}
 * @param items what could be read
 * @param deadLetters what could not
 */
record Items(String origin, List<NewsItem> items, List<DeadLetter> deadLetters) {
}
