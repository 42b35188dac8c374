/**
 * Subscription to the broker: listener container and topology.
 */
@NullMarked
package io.newsbox.intake;

import org.jspecify.annotations.NullMarked;
