/**
 * Reading the article API while the subscription does not live, without a gap.
 */
@NullMarked
package io.newsbox.fallback;

import org.jspecify.annotations.NullMarked;
