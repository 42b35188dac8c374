/**
 * Measures newsbox beside other consumers: same items, same table, same guarantees, same
 * broker and database, in turn.
 */
@NullMarked
package io.newsbox.bench;

import org.jspecify.annotations.NullMarked;
