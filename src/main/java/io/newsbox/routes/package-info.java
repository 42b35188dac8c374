/**
 * Check and reload of the route files that operations edit.
 */
@NullMarked
package io.newsbox.routes;

import org.jspecify.annotations.NullMarked;
