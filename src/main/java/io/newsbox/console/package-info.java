/**
 * Who may see and do what: web security, Jolokia's restrictor, the login of Hawtio.
 */
@NullMarked
package io.newsbox.console;

import org.jspecify.annotations.NullMarked;
