/**
 * Reading the article API while the subscription does not live, without a gap.
 * <dl>
 * <dt>When and by whom</dt>
 * <dd>{@code Fallback}, {@code Readings}, {@code Watch}, {@code Lease}, {@code Turn},
 * {@code OtherReader}</dd>
 * <dt>One reading</dt>
 * <dd>{@code Reading}, {@code Trail}, {@code RecentItems}</dd>
 * <dt>Where it begins</dt>
 * <dd>{@code Position}, {@code Cursor}, {@code Cursors}, {@code Gap},
 * {@code ApiClock}</dd>
 * <dt>HTTP</dt>
 * <dd>{@code ArticleApiClient}, {@code Answer}, {@code Page}, {@code NextPage}</dd>
 * <dt>Failures</dt>
 * <dd>{@code Failures}, {@code BackOff}</dd>
 * <dt>What is shown</dt>
 * <dd>{@code FallbackStatus}, {@code FallbackLog}</dd>
 * </dl>
 */
@NullMarked
package io.newsbox.fallback;

import org.jspecify.annotations.NullMarked;
