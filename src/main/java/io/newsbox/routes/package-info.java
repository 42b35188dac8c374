/**
 * Check and reload of the route files that operations edit.
 * <dl>
 * <dt>What runs</dt>
 * <dd>{@code Routes}, {@code RouteWatch}, {@code LiveRoutes}, {@code InFlight},
 * {@code RoutesLog}, {@code RoutesStatus}</dd>
 * <dt>Commands</dt>
 * <dd>{@code RoutesCommand}, {@code MapCommand}</dd>
 * <dt>Files, and what they say</dt>
 * <dd>{@code RouteFolder}, {@code Snapshot}, {@code Definition}, {@code Place},
 * {@code Address}, {@code Source}, {@code RoutesVersion}</dd>
 * <dt>Check</dt>
 * <dd>{@code Check}, which lists what it does</dd>
 * <dt>Rules for one place</dt>
 * <dd>{@code Placeholders}, {@code Endpoints}, {@code Beans}, {@code Expressions},
 * {@code IntakeOptions}</dd>
 * <dt>Rules for all files together</dt>
 * <dd>{@code Ids}, {@code Calls}, {@code Deliveries}, {@code Answers}, {@code ApiPages},
 * {@code Holding}; they ask {@code Ways} and {@code Steps}</dd>
 * <dt>Languages</dt>
 * <dd>{@code CamelYaml}, {@code JqProgram}, {@code JqPattern}, {@code Statements},
 * {@code StatementsInDatabase}</dd>
 * <dt>Trial with the examples</dt>
 * <dd>{@code Examples}, {@code ExamplesOnTrial}, {@code Trial}, {@code Tracer},
 * {@code Outside}, {@code MisnamedColumns}, {@code Tally}</dd>
 * </dl>
 */
@NullMarked
package io.newsbox.routes;

import org.jspecify.annotations.NullMarked;
