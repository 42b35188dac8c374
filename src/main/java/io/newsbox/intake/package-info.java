/**
 * Subscription to the broker: listener container and topology.
 * <dl>
 * <dt>Whether it lives</dt>
 * <dd>{@code Intake}, {@code IntakeStatus}, {@code AbandonedQueues}</dd>
 * <dt>Topology</dt>
 * <dd>{@code Topology}, {@code AmqpEntity}, {@code Bindings}, {@code BrokerLink}</dd>
 * <dt>Batches</dt>
 * <dd>{@code BatchContainer}, {@code BatchConsumer}, {@code BatchMessage},
 * {@code IntakeThreads}</dd>
 * <dt>What a peer or a publisher may send</dt>
 * <dd>{@code BrokerBounds}, {@code ReadableFrames}, {@code ReadableHeaders},
 * {@code WholeHeaders}, {@code WholeMessages}</dd>
 * </dl>
 */
@NullMarked
package io.newsbox.intake;

import org.jspecify.annotations.NullMarked;
