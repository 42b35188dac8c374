/**
 * What newsbox is made of, as visible {@code @Bean} methods, and what concerns all rooms:
 * its health as a whole, settings that it refuses, the order of its start, its rehearsal.
 */
@NullMarked
package io.newsbox;

import org.jspecify.annotations.NullMarked;
