/**
 * What newsbox is compared with. Each is a program of its own, as one would write it who
 * knows his library; all of them map by hand and share one statement.
 */
@NullMarked
package io.newsbox.bench.peer;

import org.jspecify.annotations.NullMarked;
