/**
 * Wiring: what newsbox is made of, as visible {@code @Bean} methods.
 */
@NullMarked
package io.newsbox;

import org.jspecify.annotations.NullMarked;
