package io.newsbox.article;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One news item that could be read.
 *
 * @param json the item itself, out of its envelope
 * @param received what it came as
 */
record NewsItem(JsonNode json, Received received) {
}
