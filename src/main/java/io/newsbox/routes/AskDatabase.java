package io.newsbox.routes;

/** Whether the database is asked to look at the statements. */
enum AskDatabase {

	NEVER,

	/** That it does not answer is no reason to refuse them. */
	IF_IT_ANSWERS,

	ALWAYS

}
