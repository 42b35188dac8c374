/**
 * Storing a batch of news items: reading, mapping, isolation of bad items, dead letters.
 * <dl>
 * <dt>Steps of the routes</dt>
 * <dd>{@code Articles}, {@code ArticleJq}, {@code Replay}</dd>
 * <dt>Reading</dt>
 * <dd>{@code Reader}, {@code Envelope}, {@code JsonText}, {@code Gzip},
 * {@code Received}</dd>
 * <dt>Mapping</dt>
 * <dd>{@code CompiledJq}, {@code JqTranslator}, {@code JqSteps}; bounds of jq:
 * {@code BoundedJq}, {@code JqAllowance}, {@code BoundedPart}, {@code BoundedOperator},
 * {@code BoundedBuiltin}, {@code BoundedPattern}, {@code BoundedRange},
 * {@code Substitution}, {@code Heap}</dd>
 * <dt>Storing</dt>
 * <dd>{@code Isolation}, {@code Columns}, {@code StatementSize},
 * {@code KnownParameters}</dd>
 * <dt>Faults</dt>
 * <dd>{@code DataFault}, {@code Outage}</dd>
 * <dt>Dead letters</dt>
 * <dd>{@code DeadLetter}, {@code DeadLetterTable}, {@code DeadLetters}</dd>
 * <dt>Database</dt>
 * <dd>{@code SchemaMigration}, {@code Sessions}, {@code ReadOnlySessions},
 * {@code Database}</dd>
 * </dl>
 */
@NullMarked
package io.newsbox.article;

import org.jspecify.annotations.NullMarked;
