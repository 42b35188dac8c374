/**
 * Storing a batch of news items: reading, mapping, isolation of bad items, dead letters.
 */
@NullMarked
package io.newsbox.article;

import org.jspecify.annotations.NullMarked;
