/**
 * The test kit: real servers on 127.0.0.1 that tests may stop, kill and freeze.
 */
@NullMarked
package io.newsbox.kit;

import org.jspecify.annotations.NullMarked;
