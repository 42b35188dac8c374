package io.newsbox.routes;

/** Looks at one place of a route file. */
@FunctionalInterface
interface Rule {

	void look(Place place, Scratch scratch, Findings findings);

}
