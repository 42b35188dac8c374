/**
 * The servers and the news for {@code mvn spring-boot:test-run}.
 */
@NullMarked
package io.newsbox.dev;

import org.jspecify.annotations.NullMarked;
