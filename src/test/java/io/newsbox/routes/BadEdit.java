package io.newsbox.routes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An edit of the project's route files that must not take effect.
 *
 * @param lines what a person sees
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BadEdit(String name, Consumer<SortedMap<String, String>> change, String... lines) {

	private static final String INTAKE = "article-intake.camel.yaml";

	private static final String STORE = "article-store.camel.yaml";

	private static final String FALLBACK = "article-fallback.camel.yaml";

	private static final String DEAD = "dead-letter.camel.yaml";

	private static final String CALL = "        - to:\n            uri: direct:article-store\n";

	private static final String REPORT = "        - bean:\n            id: report\n";

	private static final String PARKING = "        - to:\n            id: park-one\n            uri: jdbc:dataSource\n            parameters:\n              useHeadersAsParameters: true\n              resetAutoCommit: false\n";

	private static final String SECOND = "a second statement begins here: a route sends one, which is a transaction of its own; WITH joins several";

	static Stream<BadEdit> all() {
		List<BadEdit> e = new ArrayList<>();
		e.add(edit("broken YAML",
				replace(STORE, "    from:\n      uri: direct:article-store",
						"    from:\n     uri: [direct:article-store"),
				"article-store.camel.yaml:12: bad YAML: expected ',' or ']', but got :"));
		e.add(edit("a tab", replace(STORE, "    id: article-store", "\tid: article-store"),
				"article-store.camel.yaml:7: bad YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"));
		e.add(edit("a step",
				replace(STORE, "        - transform:\n            id: map",
						"        - transfrom:\n            id: map"),
				"article-store.camel.yaml:18: unknown step 'transfrom': did you mean transform?"));
		e.add(edit("a list of steps", replace(STORE, "- split:", "- splitt:"),
				"article-store.camel.yaml:32: unknown step 'splitt': did you mean split?"));
		e.add(edit("a key",
				replace(STORE, "            description: Unpacks the items",
						"            descripton: Unpacks the items"),
				"article-store.camel.yaml:15: unknown 'descripton' in bean: did you mean description?"));
		e.add(edit("a key twice",
				replace(STORE, "            description: Unpacks",
						"            id: unpack\n            description: Unpacks"),
				"article-store.camel.yaml:15: key 'id' twice; first at line 14"));
		e.add(edit("options twice",
				replace(INTAKE, "        disableReplyTo: true\n",
						"        disableReplyTo: true\n      parameters:\n        queues: news\n"),
				"article-intake.camel.yaml: Option exchangeName is required when creating endpoint uri with syntax spring-rabbitmq:exchangeName",
				"article-intake.camel.yaml:28: key 'parameters' twice; first at line 13"));
		e.add(edit("a key twice in other words",
				replace(DEAD, "    autoStartup: false\n", "    autoStartup: false\n    auto-startup: true\n"),
				"dead-letter.camel.yaml:34: key 'autoStartup' twice; first at line 33"));
		e.add(edit("a step with a dash", replace(STORE, "- setBody:", "- set-body:"),
				"article-store.camel.yaml:65: unknown step 'set-body': did you mean setBody?"));
		e.add(edit("a key with a dash", replace(DEAD, "autoStartup: false", "auto-start: false"),
				"dead-letter.camel.yaml:33: unknown 'autoStart' in route: did you mean autoStartup?"));
		e.add(edit("a configuration with a dash",
				replace(DEAD, "routeConfigurationId: hold-in-outage", "route-configuration-id: hold-in-outag"),
				"dead-letter.camel.yaml:32: unknown routeConfiguration 'hold-in-outag': did you mean hold-in-outage?",
				"dead-letter.camel.yaml:81: unknown routeConfiguration 'hold-in-outag': did you mean hold-in-outage?"));
		e.add(edit("a key of redelivery", replace(STORE, "backOffMultiplier", "backoffMultiplier"),
				"article-store.camel.yaml:96: unknown 'backoffMultiplier' in redeliveryPolicy: did you mean backOffMultiplier?"));
		e.add(edit("a key of route", replace(DEAD, "autoStartup: false", "autostart: false"),
				"dead-letter.camel.yaml:33: unknown 'autostart' in route: did you mean autoStartup?"));
		e.add(edit("a key at the top", replace(STORE, "- routeConfiguration:", "- routeConfigurations:"),
				"article-store.camel.yaml:76: unknown 'routeConfigurations' at the top of a route file (only route and routeConfiguration stand there): did you mean routeConfiguration?"));
		e.add(edit("component", replace(STORE, "uri: jdbc:dataSource", "uri: jbdc:dataSource"),
				"article-store.camel.yaml:69: unknown component 'jbdc': did you mean jdbc?"));
		e.add(edit("option", replace(STORE, "useHeadersAsParameters", "useHeaderAsParameters"),
				"article-store.camel.yaml:71: unknown option 'useHeaderAsParameters' of jdbc: did you mean useHeadersAsParameters?"));
		e.add(edit("option lenient", replace(FALLBACK, "throwExceptionOnFailure", "throwExceptionOnFailur"),
				"article-fallback.camel.yaml:91: unknown option 'throwExceptionOnFailur' of http: did you mean throwExceptionOnFailure?"));
		e.add(edit("option value", replace(STORE, "resetAutoCommit: false", "resetAutoCommit: nein"),
				"article-store.camel.yaml:73: resetAutoCommit: Cannot convert the String value: nein to type: boolean as the value is not true or false"));
		e.add(edit("option enum", replace(STORE, "outputType: SelectOne", "outputType: SelectOn"),
				"article-store.camel.yaml:74: outputType: Enum class class org.apache.camel.component.jdbc.JdbcOutputType does not have any constant with value: SelectOn"));
		e.add(edit("option query",
				replace(FALLBACK, "uri: scheduler:article-fallback", "uri: scheduler:article-fallback?dely=5"),
				"article-fallback.camel.yaml:13: Uri should not contains query parameters (uri: scheduler:article-fallback?dely=5)",
				"article-fallback.camel.yaml:13: unknown option 'dely' of scheduler: did you mean delay?"));
		e.add(edit("bean",
				replace(STORE, "ref: articles\n        method: read".replace("        method", "            method"),
						"ref: article\n            method: read"),
				"article-store.camel.yaml:16: unknown bean 'article': did you mean articles?"));
		e.add(edit("method", replace(STORE, "method: read", "method: reed"),
				"article-store.camel.yaml:17: unknown method 'reed' of bean articles: did you mean read?"));
		e.add(edit("method with arguments",
				replace(STORE, "report(${variable.outcome})", "repart(${variable.outcome})"),
				"article-store.camel.yaml:43: unknown method 'repart' of bean articles: did you mean report?"));
		e.add(edit("bean in simple",
				replace(FALLBACK, "${bean:fallback?method=updatedSince}", "${bean:fallback?method=updateSince}"),
				"article-fallback.camel.yaml:74: unknown method 'updateSince' of bean fallback: did you mean updatedSince?"));
		e.add(edit("bean of option", replace(FALLBACK, "#articleApiClient", "#articleApiClinet"),
				"article-fallback.camel.yaml:93: unknown bean 'articleApiClinet': did you mean articleApiClient?"));
		e.add(edit("ref", replace(STORE, "onRedeliveryRef: outage", "onRedeliveryRef: outtage"),
				"article-store.camel.yaml:92: unknown bean 'outtage': did you mean outage?"));
		e.add(edit("data source", replace(STORE, "jdbc:dataSource", "jdbc:news"),
				"article-store.camel.yaml:69: NoSuchBeanException: No bean could be found in the registry for: news of type: javax.sql.DataSource"));
		e.add(edit("class", replace(FALLBACK, "- java.lang.Exception", "- java.lang.Exeption"),
				"article-fallback.camel.yaml:126: unknown class 'java.lang.Exeption'"));
		e.add(edit("setting", replace(INTAKE, "{{newsbox.intake.routing-key}}", "{{newsbox.intake.routing-kay}}"),
				"article-intake.camel.yaml:16: unknown setting 'newsbox.intake.routing-kay': did you mean newsbox.intake.routing-key?"));
		e.add(edit("setting as expression",
				replace(INTAKE, "{{newsbox.intake.routing-key}}", "${newsbox.intake.routing-key}"),
				"article-intake.camel.yaml:16: ${newsbox.intake.routing-key} is a setting: write {{newsbox.intake.routing-key}}"));
		e.add(edit("expression as setting",
				replace(STORE, "            simple: \"${body}\"", "            simple: \"{{body}}\""),
				"article-store.camel.yaml:31: {{body}} is an expression, not a setting: write ${body}"));
		e.add(edit("expression as option", replace(INTAKE, "{{newsbox.intake.routing-key}}", "${header.key}"),
				"article-intake.camel.yaml:16: ${header.key} is not evaluated in the options of an endpoint"));
		e.add(edit("simple", replace(STORE, "${body.parked}", "${bdy.parked}"),
				"article-store.camel.yaml:35: bad simple: Unknown function: bdy.parked: did you mean body?"));
		e.add(edit("simple open", replace(STORE, "${body.parked}", "${body.parked"),
				"article-store.camel.yaml:35: bad simple: expected symbol functionEnd but was eol"));
		e.add(edit("condition", replace(FALLBACK, "Execution} == true", "Execution} >> true"),
				"article-fallback.camel.yaml:43: bad simple: Unexpected token >"));
		e.add(edit("jq in yaml", replace(STORE, "map(select(", "map(select(("),
				"article-store.camel.yaml:59: bad jq: unexpected end"));
		e.add(edit("jq function in yaml", replace(STORE, "map(select(", "map(selekt("),
				"article-store.camel.yaml:56: unknown function 'selekt' with 1 argument: did you mean select?"));
		e.add(edit("jq syntax", replace("article.jq", "prose as $prose\n| {", "prose as $prose\n| {{"),
				"article.jq:122: bad jq: unexpected {"));
		e.add(edit("jq function", replace("article.jq", "byline: ((.by | text)", "byline: ((.by | txt)"),
				"article.jq:130: unknown function 'txt': did you mean text?"));
		e.add(edit("jq variable", replace("article.jq", "body_text: $prose.text", "body_text: $pros.text"),
				"article.jq:131: unknown variable '$pros'"));
		e.add(edit("jq fails", replace("article.jq", "headline: headline,", "headline: (headline | tonumber),"),
				"examples/empty-texts.json: article.jq fails: null (null) cannot be parsed as a number"));
		e.add(edit("jq that does not end",
				replace("article.jq", "byline: ((.by | text)", "byline: ((.by | text | gsub(\"^\\\\s*\"; \"\"))"),
				"article.jq:130: gsub(\"^\\\\s*\"; …) would not end: this pattern matches nothing, too. Write \\s+ in place of \\s*, or replace once, with sub"));
		e.add(edit("jq that does not end in yaml",
				replace(STORE, ".pub_status != \"usable\"", "(.pub_status | sub(\"x*\"; \"\"; \"gi\")) != \"usable\""),
				"article-store.camel.yaml:57: sub(\"x*\"; …) would not end: this pattern matches nothing, too. Write \\s+ in place of \\s*, or replace once, with sub"));
		e.add(edit("jq pattern", replace(STORE, ".pub_status != \"usable\"", "(.headline // \"\" | test(\"Sport(s\"))"),
				"article-store.camel.yaml:57: bad regular expression \"Sport(s\": end pattern with unmatched parenthesis"));
		e.add(edit("filter fails on null",
				replace(STORE, ".pub_status != \"usable\"", "(.language | startswith(\"de\"))"),
				"article-store.camel.yaml:52: step 'filter' fails on examples/empty-texts.json: startswith() requires string inputs. What an item lacks is null: write (.language // \"\"), say"));
		e.add(edit("filter fails with a computed pattern",
				replace(STORE, ".pub_status != \"usable\"", "(\"Sport(s\" as $sports | .uri | test($sports))"),
				"article-store.camel.yaml:52: step 'filter' fails on examples/empty-texts.json: bad regular expression \"Sport(s\": end pattern with unmatched parenthesis"));
		e.add(edit("filter without map", replace(STORE, "map(select(", ".[] | (select("),
				"article-store.camel.yaml:60: step setHeader fails on examples/empty-texts.json: the filter must give an array of rows, as map(select(…)) does, but it gave {\"uri\":\"urn:newsml:example.org:20260301:82\",\"version\":null,\"version_created\":\"20…"));
		e.add(edit("filter that gives no objects",
				replace(STORE, "map(select(", "map(.uri) | map(select(").andThen(replace(STORE, ".pub_status", ".")),
				"article-store.camel.yaml:60: step setHeader fails on examples/empty-texts.json: the filter must give an array of rows, as map(select(…)) does, but it gave [\"urn:newsml:example.org:20260301:82\"]"));
		e.add(edit("filter in two steps", replace(STORE,
				"        - setHeader:\n            name: CamelJdbcParameters\n            method:",
				"        - transform:\n            expression:\n              jq:\n                expression: first\n        - setHeader:\n            name: CamelJdbcParameters\n            method:"),
				"article-store.camel.yaml:64: step setHeader fails on examples/empty-texts.json: the filter must give an array of rows, as map(select(…)) does, but it gave {\"uri\":\"urn:newsml:example.org:20260301:82\",\"version\":null,\"version_created\":\"20…"));
		e.add(edit("a step between the filter and the statement", replace(STORE,
				"        - setHeader:\n            name: CamelJdbcParameters\n            method:",
				"        - setBody:\n            constant: \"[]\"\n        - setHeader:\n            name: CamelJdbcParameters\n            method:"),
				"article-store.camel.yaml:62: step setHeader fails on examples/empty-texts.json: the filter must give an array of rows, as map(select(…)) does, but it gave []"));
		e.add(edit("no mapping",
				(files) -> files.computeIfPresent(STORE,
						(name, text) -> text.replaceFirst("(?s) {8}- transform:\n {12}id: map\n.*?(?= {8}- bean)", "")),
				"article-store.camel.yaml:18: step 'store' fails on examples/empty-texts.json: NoTypeConversionAvailableException: No type converter available to convert from type: io.newsbox.article.Items to the required type: io.newsbox.article.Rows"));
		e.add(edit("a log that fails", replace(STORE, REPORT,
				"        - log: \"{{newsbox.intake.group}} ${variable.origin.size} items\"\n        - bean:\n            id: report\n"),
				"article-store.camel.yaml:39: step log fails on examples/empty-texts.json: MethodNotFoundException: Method with name: size not found on bean: broker of type: java.lang.String"));
		e.add(edit("a loop without an end", replace(STORE, REPORT,
				"        - loop:\n            doWhile: true\n            simple: \"${body} != null\"\n            steps:\n              - removeHeaders:\n                  pattern: x\n        - bean:\n            id: report\n"),
				"article-store.camel.yaml:43: step removeHeaders fails on examples/empty-texts.json: it does not end"));
		e.add(edit("a filter for ever", replace(STORE, ".pub_status != \"usable\"", "(def f: f; f)"),
				"article-store.camel.yaml:52: step 'filter' fails on examples/empty-texts.json: a function calls itself for ever"));
		e.add(edit("jq for ever", replace("article.jq", "def headline: ", "def headline: headline; def title: "),
				"examples/empty-texts.json: article.jq fails: a function calls itself for ever"));
		e.add(edit("jq regular expression",
				replace("article.jq", "headline: headline,", "headline: (\"[abc\" as $p | \"\" | test($p)),"),
				"examples/empty-texts.json: article.jq fails: bad regular expression \"[abc\": premature end of char-class"));
		e.add(edit("jq that takes years",
				replace("article.jq", "language: (.language | text)",
						"language: (\"^(\\\\w+[-:.]?)+[a-z]$\" as $p | .uri // \"\" | test($p))"),
				"examples/empty-texts.json: article.jq fails: the regular expression \"^(\\\\w+[-:.]?)+[a-z]$\" takes more than 500 ms on a text of 34 bytes: make it simpler, without a repetition in a repetition"));
		e.add(edit("filter that takes years",
				replace(STORE, ".pub_status != \"usable\"", "(.uri | test(\"^(\\\\w+[-:.]?)+[a-z]$\"))"),
				"article-store.camel.yaml:52: step 'filter' fails on examples/empty-texts.json: the regular expression \"^(\\\\w+[-:.]?)+[a-z]$\" takes more than 500 ms on a text of 34 bytes: make it simpler, without a repetition in a repetition"));
		e.add(edit("jq that fills the memory",
				replace("article.jq", "language: (.language | text)", "language: ([range(1; infinite)] | length)"),
				"examples/empty-texts.json: article.jq fails: range of more than 1000000 numbers"));
		e.add(edit("jq that fills the memory in steps",
				replace("article.jq", "language: (.language | text)",
						"language: (reduce range(99) as $i (\"x\"; . + .) | length)"),
				"examples/empty-texts.json: article.jq fails: it takes more memory or time than it may: look for what repeats there (*, range, limit, reduce, splits, .[] in .[])"));
		e.add(edit("filter that fills the memory", replace(STORE, ".pub_status != \"usable\"", "(\"x\" * 1e9 != .uri)"),
				"article-store.camel.yaml:52: step 'filter' fails on examples/empty-texts.json: it takes more memory or time than it may: look for what repeats there (*, range, limit, reduce, splits, .[] in .[])"));
		e.add(edit("no number of consumers", replace(INTAKE, "concurrentConsumers: 2", "concurrentConsumers: two"),
				"article-intake.camel.yaml:24: concurrentConsumers: 'two' is no number from 1 on"));
		e.add(edit("no consumer", replace(INTAKE, "concurrentConsumers: 2", "concurrentConsumers: 0"),
				"article-intake.camel.yaml:24: concurrentConsumers: '0' is no number from 1 on"));
		e.add(edit("no prefetch", replace(INTAKE, "\"{{newsbox.intake.prefetch}}\"", "0x9"),
				"article-intake.camel.yaml:22: prefetchCount: '0x9' is no number from 1 on"));
		e.add(edit("a setting without quotes",
				replace(INTAKE, "\"{{newsbox.intake.prefetch}}\"", "{{newsbox.intake.prefetch}}"),
				"article-intake.camel.yaml:22: bad YAML: a key that is no word; write \"{{setting}}\" with quotes"));
		e.add(edit("a setting without its end",
				replace(INTAKE, "{{newsbox.intake.prefetch}}", "{{newsbox.intake.prefetch"),
				"article-intake.camel.yaml:22: {{ without }}: write {{setting}}"));
		e.add(edit("a route that is called and not started",
				replace(STORE, "    id: article-upsert\n",
						"    id: article-upsert\n    autoStartup: \"{{none:false}}\"\n"),
				"article-store.camel.yaml:47: autoStartup: false: whoever calls this route would wait for it. Take it away"));
		e.add(edit("an alias of what it is in",
				replace(INTAKE, "- route:", "- route: &intake")
					.andThen(replace(INTAKE, "constant: broker", "constant: *intake")),
				"article-intake.camel.yaml: cannot be checked, take back the last change: too deep, or too long for one expression"));
		e.add(edit("language", replace(STORE, "language: article-jq", "language: articlejq"),
				"article-store.camel.yaml:22: unknown language 'articlejq': did you mean article-jq?"));
		e.add(edit("a language as key", replace(STORE, "            jq: >-", "            jqq: >-"),
				"article-store.camel.yaml:55: unknown 'jqq' in transform: did you mean jq?"));
		e.add(edit("missing file", replace(STORE, "/article.jq\"", "/articles.jq\""),
				"article-store.camel.yaml:23: missing file articles.jq: did you mean article.jq?"));
		e.add(edit("missing sql", (files) -> files.remove("article-upsert.sql"),
				"article-store.camel.yaml:66: missing file article-upsert.sql"));
		e.add(edit("sql parameter", replace("article-upsert.sql", ":?headline", ":?head_line"),
				"article-upsert.sql:15: parameter :?head_line is no column that article.jq makes, nor item or origin: did you mean headline?"));
		e.add(edit("sql paren", replace("article-upsert.sql", "CAST(:?item AS text[])", "CAST(:?item AS text[]"),
				"article-upsert.sql:6: bad SQL: ( is never closed"));
		e.add(edit("sql quote", replace("article-upsert.sql", "'canceled'], pub_status", "'canceled], pub_status"),
				"article-upsert.sql:48: bad SQL: ' is never closed"));
		e.add(edit("sql bare", replace("article-upsert.sql", "FROM newest\n", "FROM newest WHERE item ? 'uri'\n"),
				"article-upsert.sql:34: a bare ? is taken for a parameter: write :?NAME, or jsonb_exists(…)"));
		e.add(edit("sql empty", (files) -> files.put("article-upsert.sql", "\n"),
				"article-upsert.sql: holds no statement"));
		e.add(edit("sql all comment", (files) -> files.put("article-upsert.sql", "-- INSERT\n/* of */\n"),
				"article-upsert.sql: holds no statement"));
		e.add(edit("sql without columns",
				(files) -> files.put("article-upsert.sql", "SELECT count(*) AS stored, 0 AS unchanged FROM article\n"),
				"article-upsert.sql:1: uses no column of the rows: nothing of an item would be stored"));
		e.add(edit("sql in a transaction",
				replace("article-upsert.sql", "WITH batch AS (", "BEGIN; WITH batch AS (")
					.andThen(replace("article-upsert.sql", "FROM stored\n", "FROM stored; COMMIT;\n")),
				"article-upsert.sql:6: " + SECOND, "article-upsert.sql:49: " + SECOND));
		e.add(edit("sql after it",
				replace("article-upsert.sql", "FROM stored\n", "FROM stored; -- done\nDELETE FROM article\n"),
				"article-upsert.sql:50: " + SECOND));
		e.add(edit("sql header", replace(DEAD, "            name: id\n", "            name: ids\n"),
				"dead-letter.camel.yaml:93: parameter :?id has no header of its name in route dead-letter-retry, which has to set it: did you mean ids?"));
		e.add(edit("duplicate route", replace(DEAD, "id: dead-letter-replay", "id: article-store"),
				"*.camel.yaml: no route has the id 'dead-letter-replay', by which newsbox itself starts it",
				"dead-letter.camel.yaml:30: duplicate id 'article-store': it is also at article-store.camel.yaml:7",
				"dead-letter.camel.yaml:74: unknown route 'dead-letter-replay': did you mean dead-letter-retry?"));
		e.add(edit("duplicate step", replace(DEAD, "id: mark-replayed", "id: upsert"),
				"dead-letter.camel.yaml:126: duplicate id 'upsert': it is also at article-store.camel.yaml:68"));
		e.add(edit("file name", (files) -> files.put("storing.camel.yaml", files.remove(STORE)),
				"storing.camel.yaml:7: the first route of storing.camel.yaml has the id 'article-store': name the file article-store.camel.yaml, or the route as the file"));
		e.add(edit("no id", replace(INTAKE, "    id: article-intake\n", ""),
				"article-intake.camel.yaml:6: this route has no id"));
		e.add(edit("configuration",
				replace(DEAD, "routeConfigurationId: hold-in-outage", "routeConfigurationId: hold-in-outag"),
				"dead-letter.camel.yaml:32: unknown routeConfiguration 'hold-in-outag': did you mean hold-in-outage?",
				"dead-letter.camel.yaml:81: unknown routeConfiguration 'hold-in-outag': did you mean hold-in-outage?"));
		e.add(edit("nobody calls", replace(INTAKE, "uri: direct:article-store", "uri: direct:article-stor"),
				"article-intake.camel.yaml:35: no route is from direct:article-stor: did you mean direct:article-store?"));
		e.add(edit("calls nobody",
				replace(FALLBACK, "      uri: direct:article-poll\n      steps",
						"      uri: direct:article-pol\n      steps"),
				"article-fallback.camel.yaml:50: no route is from direct:article-poll: did you mean direct:article-pol?",
				"article-fallback.camel.yaml:57: nobody calls direct:article-pol: no step sends to it"));
		e.add(edit("second",
				replace(DEAD, "uri: direct:dead-letter\n      steps", "uri: direct:article-store\n      steps"),
				"article-store.camel.yaml:38: no route is from direct:dead-letter: did you mean direct:dead-letter-retry?",
				"dead-letter.camel.yaml:11: a second route from direct:article-store: the first is at article-store.camel.yaml:11"));
		e.add(edit("code", replace(STORE, "uri: direct:article-upsert", "uri: direct:article-insert"),
				"*.camel.yaml: no route is from direct:article-upsert, which newsbox itself calls",
				"article-store.camel.yaml:50: nobody calls direct:article-insert: no step sends to it"));
		e.add(edit("controlbus", replace(DEAD, "routeId: dead-letter-replay", "routeId: dead-letter-reply"),
				"dead-letter.camel.yaml:74: unknown route 'dead-letter-reply': did you mean dead-letter-replay?"));
		e.add(edit("async",
				replace(INTAKE, "disableReplyTo: true", "disableReplyTo: true\n        asyncConsumer: true"),
				"article-intake.camel.yaml:28: asyncConsumer: true loses messages: they are acked before they are stored. Take it away"));
		e.add(edit("ack",
				replace(INTAKE, "disableReplyTo: true", "disableReplyTo: true\n        acknowledgeMode: NONE"),
				"article-intake.camel.yaml:28: acknowledgeMode: NONE loses messages: only AUTO acks a message after it is stored. Take it away"));
		e.add(edit("async in other words",
				replace(INTAKE, "disableReplyTo: true", "disableReplyTo: true\n        asyncConsumer: True"),
				"article-intake.camel.yaml:28: asyncConsumer: True loses messages: they are acked before they are stored. Take it away"));
		e.add(edit("async in the address", (files) -> files.put(INTAKE, files.get(INTAKE)
			.replaceFirst("(?s)spring-rabbitmq\\n.*?disableReplyTo: true",
					"spring-rabbitmq:news?queues=news.newsbox&prefetchCount=1000&disableReplyTo=true&asyncConsumer=true")),
				"article-intake.camel.yaml:12: asyncConsumer: true loses messages: they are acked before they are stored. Take it away"));
		e.add(edit("reject",
				replace(INTAKE, "disableReplyTo: true", "disableReplyTo: true\n        rejectAndDontRequeue: false"),
				"article-intake.camel.yaml:28: rejectAndDontRequeue: false loses messages: one that fails is acked. Take it away"));
		e.add(edit("reply", replace(INTAKE, "disableReplyTo: true", "disableReplyTo: false"),
				"article-intake.camel.yaml:27: disableReplyTo: true is missing: what is read would be sent to any queue that a message names"));
		e.add(edit("reply absent", replace(INTAKE, "        disableReplyTo: true\n", ""),
				"article-intake.camel.yaml:12: disableReplyTo: true is missing: what is read would be sent to any queue that a message names"));
		e.add(edit("prefetch", replace(INTAKE, "\"{{newsbox.intake.prefetch}}\"", "100"),
				"article-intake.camel.yaml:22: prefetchCount 100 is below newsbox.intake.batch-size (500): the broker would stop sending before a batch is full. Raise the first or lower the second"));
		e.add(edit("prefetch of no setting",
				replace(INTAKE, "{{newsbox.intake.prefetch}}", "{{newsbox.intake.prefetchh}}"),
				"article-intake.camel.yaml:22: unknown setting 'newsbox.intake.prefetchh': did you mean newsbox.intake.prefetch?"));
		e.add(edit("prefetch absent", replace(INTAKE, "        prefetchCount: \"{{newsbox.intake.prefetch}}\"\n", ""),
				"article-intake.camel.yaml:12: prefetchCount is missing: write \"{{newsbox.intake.prefetch}}\""));
		e.add(edit("call by code of a route that is gone",
				(files) -> files.put(DEAD,
						files.get(DEAD)
							.replaceFirst("(?s)- route:\\n    id: dead-letter-replay.*(?=- routeConfiguration:)", "")),
				"*.camel.yaml: no route has the id 'dead-letter-replay', by which newsbox itself starts it",
				"*.camel.yaml: no route is from direct:dead-letter-retry, which newsbox itself calls"));
		e.add(edit("id by which code starts a route", replace(DEAD, "dead-letter-replay\n", "dead-letter-reply\n"),
				"*.camel.yaml: no route has the id 'dead-letter-replay', by which newsbox itself starts it"));
		e.add(edit("intake without store",
				replace(INTAKE, "        - to:\n            uri: direct:article-store",
						"        # - to:\n        #     uri: direct:article-store"),
				"article-intake.camel.yaml:6: route article-intake loses messages: nothing sends what is read to direct:article-store, and it is acked. Put 'to: direct:article-store' back"));
		e.add(edit("store switched off",
				replace(INTAKE, "uri: direct:article-store", "uri: direct:article-store\n            disabled: true"),
				"article-intake.camel.yaml:36: disabled: true loses messages: nothing else sends what is read to direct:article-store, and it is acked. Take it away"));
		e.add(edit("pages that are not stored",
				replace(FALLBACK, "uri: direct:article-store\n",
						"uri: direct:article-store\n                        disabled: true\n"),
				"article-fallback.camel.yaml:114: disabled: true loses messages: nothing else sends what is read to direct:article-store, and its page counts as stored. Take it away"));
		e.add(edit("pages that are stored in part", replace(FALLBACK, "                  stopOnException: true\n", ""),
				"article-fallback.camel.yaml:101: stopOnException: true is missing: a page would count as stored of which a part is not"));
		e.add(edit("a replay that does not store",
				replace(DEAD, "                  uri: direct:article-store\n",
						"                  uri: direct:article-store\n                  disabled: true\n"),
				"dead-letter.camel.yaml:119: disabled: true loses messages: nothing else sends what is parked to direct:article-store, and it counts as replayed. Take it away"));
		e.add(edit("a tap that would be held", replace(STORE, "        - bean:\n            id: report",
				"        - wireTap:\n            uri: http://127.0.0.1:1/monitor\n        - bean:\n            id: report"),
				"article-store.camel.yaml:39: wireTap is dealt with like the batch: what fails there is held and tried again for ever. Let it lead to a route of its own (direct:NAME), without a routeConfigurationId: there it is only logged"));
		e.add(edit("a filter that misspells a column", replace(STORE, ".type // ", ".typ // "),
				"article-store.camel.yaml:52: step 'filter' asks for 'typ', which no row of the examples has: did you mean type?"));
		e.add(edit("counts that a log cannot read",
				replace(STORE, "              outputType: SelectOne\n",
						"              outputType: SelectOne\n        - log: \"stored ${body.stored}\"\n"),
				"article-store.camel.yaml:75: step log fails on examples/empty-texts.json: MethodNotFoundException: Method with name: stored not found. For a key of a map write [stored]"));
		e.add(edit("an answer in place of the items",
				replace(STORE, "        - transform:\n            id: map",
						"        - to: http://127.0.0.1:1/notify\n        - transform:\n            id: map"),
				"article-store.camel.yaml:19: step 'map' fails on examples/empty-texts.json: the mapping must come right after articles.read, which gives it the items"));
		e.add(edit("nothing held", replace(STORE,
				"          retryWhile:\n            method:\n              ref: outage\n              method: isWaitedFor\n",
				""),
				"article-store.camel.yaml:76: routeConfiguration hold-in-outage holds nothing: a batch that cannot be stored goes back to the broker, again and again. Write retryWhile with method isWaitedFor of bean outage"));
		e.add(edit("an exception that is not held", replace(STORE, "    onException:\n",
				"    onException:\n      - onException:\n          exception:\n            - java.net.ConnectException\n          steps:\n            - log: cannot connect\n"),
				"article-store.camel.yaml:80: onException does not try for ever: a batch that fails like this goes back to the broker, again and again. Write retryWhile as in hold-in-outage"));
		e.add(edit("pages that are caught", replace(FALLBACK,
				"                    - to:\n                        uri: direct:article-store\n",
				"                    - doTry:\n                        steps:\n                          - to: direct:article-store\n                        doCatch:\n                          - exception:\n                              - java.lang.Exception\n                            steps:\n                              - log: oops\n"),
				"article-fallback.camel.yaml:112: doTry loses messages: a batch that fails counts as stored. Take it away, or end its doCatch with throwException"));
		e.add(edit("a queue without a name",
				replace(INTAKE, "        queues: \"RAW({{newsbox.intake.exchange}}.{{newsbox.intake.group}})\"\n", ""),
				"article-intake.camel.yaml:12: queues is missing: write the name of the queue, \"RAW(EXCHANGE.GROUP)\""));
		e.add(edit("a start that needs the broker",
				replace(INTAKE, "disableReplyTo: true\n",
						"disableReplyTo: true\n        testConnectionOnStartup: true\n"),
				"article-intake.camel.yaml:28: testConnectionOnStartup: true ends a start without the broker. Take it away"));
		e.add(edit("options without effect",
				replace(INTAKE, "messageListenerContainerType: SMLC\n",
						"autoDeclare: false\n        deadLetterExchange: news.dlx\n        exclusive: false\n"),
				"article-intake.camel.yaml:25: autoDeclare has no effect: newsbox declares what is missing. If it must not, take the permission 'configure' from its user. Take it away",
				"article-intake.camel.yaml:26: deadLetterExchange has no effect: what cannot be stored is parked in table dead_letter; for the broker's own dead letters set arg.queue.x-dead-letter-exchange. Take it away"));
		e.add(edit("store called aside", replace(INTAKE, "- to:", "- wireTap:"),
				"article-intake.camel.yaml:6: route article-intake loses messages: nothing sends what is read to direct:article-store, and it is acked. Put 'to: direct:article-store' back"));
		e.add(edit("store called by a filter", replace(INTAKE, "        - to:\n            uri: direct:article-store",
				"        - filter:\n            simple: \"${header.a} == 'b'\"\n            steps:\n              - to: direct:article-store"),
				"article-intake.camel.yaml:34: filter loses messages: nothing else sends what is read to direct:article-store, and it is acked. Take it away: a batch is filtered by step 'filter' of article-upsert, and may be empty"));
		e.add(edit("store tried", replace(INTAKE, "        - to:\n            uri: direct:article-store",
				"        - doTry:\n            steps:\n              - to: direct:article-store\n            doCatch:\n              - exception:\n                  - java.lang.Exception\n                steps:\n                  - log: oops"),
				"article-intake.camel.yaml:34: doTry loses messages: a batch that fails counts as stored. Take it away, or end its doCatch with throwException"));
		e.add(edit("stop", replace(STORE, "        - bean:\n            id: store",
				"        - filter:\n            simple: \"${variable.origin} == 'x'\"\n            steps:\n              - stop: {}\n        - bean:\n            id: store"),
				"article-store.camel.yaml:27: stop loses messages: what it stops counts as stored. Take it away"));
		e.add(edit("parking without its statement", replace(DEAD, PARKING, "        - log: parked\n"),
				"dead-letter.camel.yaml:6: route dead-letter loses messages: not each is stored in the database, and they are acked. Put its step 'to: jdbc:dataSource' back, with nothing around it"));
		e.add(edit("parking switched off",
				replace(STORE, "            id: park\n", "            id: park\n            disabled: true\n"),
				"article-store.camel.yaml:34: disabled: true loses messages: nothing else sends what cannot be stored to direct:dead-letter, and it is acked. Take it away"));
		e.add(edit("handled",
				replace(STORE, "          onRedeliveryRef: outage\n",
						"          onRedeliveryRef: outage\n          handled:\n            constant: \"true\"\n"),
				"article-store.camel.yaml:93: handled: true loses messages: a batch that fails counts as stored. Take it away"));
		e.add(edit("continued", replace(STORE, "maximumRedeliveries: 0\n            logExhausted: false\n",
				"maximumRedeliveries: 0\n            logExhausted: false\n          continued:\n            simple: \"true\"\n"),
				"article-store.camel.yaml:108: continued: true loses messages: a batch that fails counts as stored. Take it away"));
		e.add(edit("error handler",
				replace(INTAKE, "    from:\n",
						"    errorHandler:\n      deadLetterChannel:\n        deadLetterUri: log:lost\n    from:\n"),
				"article-intake.camel.yaml:11: errorHandler loses messages: it takes the place of what holds a batch that fails. Take it away"));
		e.add(edit("store in a choice", replace(INTAKE, CALL,
				"        - choice:\n            when:\n              - simple: \"${body.size} > 1\"\n                steps:\n                  - to: direct:article-store\n"),
				"article-intake.camel.yaml:34: choice loses messages: nothing else sends what is read to direct:article-store, and it is acked. Let each of its branches lead there, and an otherwise"));
		e.add(edit("store in some branches", replace(INTAKE, CALL,
				"        - choice:\n            when:\n              - simple: \"${body.size} > 1\"\n                steps:\n                  - log: many\n            otherwise:\n              steps:\n                - to: direct:article-store\n"),
				"article-intake.camel.yaml:34: choice loses messages: nothing else sends what is read to direct:article-store, and it is acked. Let each of its branches lead there, and an otherwise"));
		e.add(edit("store behind an aggregation", replace(INTAKE, CALL,
				"        - aggregate:\n            correlationExpression:\n              constant: all\n            aggregationStrategy: \"#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy\"\n            completionSize: 10\n            steps:\n              - to: direct:article-store\n"),
				"article-intake.camel.yaml:34: aggregate loses messages: what it keeps back counts as stored. Take it away"));
		e.add(edit("store behind a new order", replace(INTAKE, CALL,
				"        - resequence:\n            batchConfig: {}\n            expression:\n              simple: \"${header.a}\"\n            steps:\n              - to: direct:article-store\n"),
				"article-intake.camel.yaml:34: resequence loses messages: what it keeps back counts as stored. Take it away"));
		e.add(edit("a sample", replace(INTAKE, CALL,
				"        - sample:\n            messageFrequency: 2\n        - to:\n            uri: direct:article-store\n"),
				"article-intake.camel.yaml:34: sample loses messages: what it stops counts as stored. Take it away"));
		e.add(edit("parking in a choice", replace(STORE,
				"              - to:\n                  uri: direct:dead-letter\n",
				"              - choice:\n                  when:\n                    - simple: \"${variable.origin} == 'broker'\"\n                      steps:\n                        - to: direct:dead-letter\n"),
				"article-store.camel.yaml:37: choice loses messages: nothing else sends what cannot be stored to direct:dead-letter, and it is acked. Let each of its branches lead there, and an otherwise"));
		e.add(edit("store with a fallback", replace(INTAKE, CALL,
				"        - circuitBreaker:\n            steps:\n              - to: direct:article-store\n            onFallback:\n              steps:\n                - log: oops\n"),
				"article-intake.camel.yaml:34: circuitBreaker loses messages: a batch that fails counts as stored. Take it away, or end its onFallback with throwException"));
		e.add(edit("parking tried", replace(DEAD, PARKING,
				"        - doTry:\n            steps:\n              - to: jdbc:dataSource?useHeadersAsParameters=true\n            doCatch:\n              - exception:\n                  - java.lang.Exception\n                steps:\n                  - log: oops\n"),
				"dead-letter.camel.yaml:6: route dead-letter loses messages: not each is stored in the database, and they are acked. Put its step 'to: jdbc:dataSource' back, with nothing around it"));
		e.add(edit("store behind a breaker",
				replace(INTAKE, CALL,
						"        - circuitBreaker:\n            steps:\n              - to: direct:article-store\n"),
				"article-intake.camel.yaml:34: circuitBreaker loses messages: nothing else sends what is read to direct:article-store, and it is acked. While it is open it does nothing: take it away, or give it an onFallback with throwException"));
		e.add(edit("store in one branch, another route in the other", replace(INTAKE, CALL,
				"        - choice:\n            when:\n              - simple: \"${body.size} > 1\"\n                steps:\n                  - to: direct:archive\n            otherwise:\n              steps:\n                - to: direct:article-store\n")
			.andThen((files) -> files.put("archive.camel.yaml",
					"- route:\n    id: archive\n    from:\n      uri: direct:archive\n      steps:\n        - log: archived\n")),
				"article-intake.camel.yaml:34: choice loses messages: nothing else sends what is read to direct:article-store, and it is acked. Let each of its branches lead there, and an otherwise"));
		e.add(edit("store tried beside what is thrown", replace(INTAKE,
				"        - to:\n            uri: direct:article-store",
				"        - doTry:\n            steps:\n              - filter:\n                  simple: \"${body.size} > 9999\"\n                  steps:\n                    - throwException:\n                        exceptionType: java.lang.IllegalStateException\n                        message: too many\n              - to: direct:article-store\n            doCatch:\n              - exception:\n                  - java.lang.Exception\n                steps:\n                  - log: oops"),
				"article-intake.camel.yaml:34: doTry loses messages: a batch that fails counts as stored. Take it away, or end its doCatch with throwException"));
		e.add(edit("store where something failed", replace(INTAKE,
				"        - to:\n            uri: direct:article-store",
				"        - doTry:\n            steps:\n              - log: \"${body.size}\"\n            doCatch:\n              - exception:\n                  - java.lang.Exception\n                steps:\n                  - to: direct:article-store\n                  - throwException:\n                      exceptionType: java.lang.IllegalStateException\n                      message: oops"),
				"article-intake.camel.yaml:38: doCatch loses messages: nothing else sends what is read to direct:article-store, and it is acked. Put it behind that"));
		e.add(edit("store once for each", replace(INTAKE, CALL,
				"        - idempotentConsumer:\n            simple: \"${body[0].messageProperties.messageId}\"\n            idempotentRepository: \"#class:org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository\"\n            steps:\n              - to: direct:article-store\n"),
				"article-intake.camel.yaml:34: idempotentConsumer loses messages: nothing else sends what is read to direct:article-store, and it is acked. Take it away"));
		e.add(edit("a route that stops, called by a filter", replace(STORE, "        - bean:\n            id: store\n",
				"        - filter:\n            simple: \"${variable.origin} == 'x'\"\n            steps:\n              - to: direct:away\n        - bean:\n            id: store\n")
			.andThen((files) -> files.put("away.camel.yaml",
					"- route:\n    id: away\n    from:\n      uri: direct:away\n      steps:\n        - stop: {}\n")),
				"away.camel.yaml:6: stop loses messages: what it stops counts as stored. Take it away"));
		e.add(edit("parking behind an aggregation", replace(DEAD, PARKING,
				"        - aggregate:\n            correlationExpression:\n              constant: all\n            aggregationStrategy: \"#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy\"\n            completionSize: 10\n            steps:\n              - to: jdbc:dataSource?useHeadersAsParameters=true\n"),
				"dead-letter.camel.yaml:6: route dead-letter loses messages: not each is stored in the database, and they are acked. Put its step 'to: jdbc:dataSource' back, with nothing around it"));
		e.add(edit("tries that are counted", replace(STORE,
				"          retryWhile:\n            method:\n              ref: outage\n              method: isWaitedFor\n",
				"          retryWhile:\n            simple: \"${header.CamelRedeliveryCounter} < 5\"\n"),
				"article-store.camel.yaml:76: routeConfiguration hold-in-outage holds nothing: a batch that cannot be stored goes back to the broker, again and again. Write retryWhile with method isWaitedFor of bean outage"));
		e.add(edit("an answer from outside in a route that holds nothing", replace(STORE, REPORT,
				"        - to: direct:beside\n        - bean:\n            id: report\n")
			.andThen((files) -> files.put("beside.camel.yaml",
					"- route:\n    id: beside\n    from:\n      uri: direct:beside\n      steps:\n        - enrich:\n            constant: http://127.0.0.1:1/\n")),
				"beside.camel.yaml:1: route beside has no routeConfigurationId: what fails in it goes back to the broker at once, again and again. Write 'routeConfigurationId: hold-in-outage'"));
		e.add(edit("a component that is enriched from", replace(STORE, REPORT,
				"        - enrich:\n            constant: htp://127.0.0.1:1/\n        - bean:\n            id: report\n"),
				"article-store.camel.yaml:40: unknown component 'htp': did you mean http?"));
		e.add(edit("a statement in the long form", replace(DEAD,
				"            constant: |\n              SELECT id, origin, attempts, headers ->> 'content_encoding' AS content_encoding,\n                     headers ->> 'timestamp' AS sent_at, body\n              FROM dead_letter\n              WHERE id = :?id AND replayed_at IS NULL\n",
				"            expression:\n              constant:\n                expression: SELECT * FROM dead_letter WHERE id = :?ident\n"),
				"dead-letter.camel.yaml:91: parameter :?ident has no header of its name in route dead-letter-retry, which has to set it"));
		e.add(edit("method of an endpoint", replace(STORE,
				"        - bean:\n            id: read\n            description: Unpacks the items\n            ref: articles\n            method: read\n",
				"        - to:\n            uri: bean:articles\n            parameters:\n              method: raed\n"),
				"article-store.camel.yaml:16: unknown method 'raed' of bean articles: did you mean read?"));
		e.add(edit("a file named by a setting",
				replace(STORE, "/article-upsert.sql", "/{{newsbox.fallback.feed}}.sql")
					.andThen((files) -> files.put("articles.sql", files.get("article-upsert.sql"))),
				"article-store.camel.yaml:66: a setting stands for articles.sql: an edit of it would not be seen. Write its name"));
		e.add(edit("an address that is not evaluated",
				replace(INTAKE, CALL,
						"        - to: \"direct:log-${variable.origin}\"\n        - to: direct:article-store\n"),
				"article-intake.camel.yaml:34: ${…} is not evaluated in to: write toD",
				"article-intake.camel.yaml:34: no route is from direct:log-${variable.origin}"));
		e.add(edit("a call of none",
				replace(INTAKE, CALL,
						"        - toD: \"direct:log-${variable.origin}\"\n        - to: direct:article-store\n"),
				"article-intake.camel.yaml:34: no route is from direct:log-${variable.origin}"));
		e.add(edit("an answer in place of the batch",
				replace(INTAKE, CALL, "        - to: http://127.0.0.1:1/monitor\n        - to: direct:article-store\n"),
				"article-intake.camel.yaml:34: to loses messages: the answer takes the place of the batch. Let 'wireTap: direct:NAME' lead to a route that calls it"));
		e.add(edit("a message given back in words only", replace(INTAKE, CALL,
				"        - filter:\n            simple: \"${body.size} > 9999\"\n            steps:\n              - rollback:\n                  markRollbackOnly: true\n        - to: direct:article-store\n"),
				"article-intake.camel.yaml:37: rollback loses messages: what it stops counts as stored. Take it away"));
		e.add(edit("parts put together again", replace(INTAKE, CALL,
				"        - split:\n            simple: \"${collate(100)}\"\n            aggregationStrategy: \"#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy\"\n            steps:\n              - to: direct:article-store\n"),
				"article-intake.camel.yaml:34: split with an aggregationStrategy loses messages: what fails in a part of a batch counts as stored. Write stopOnException: true"));
		e.add(edit("a stop where a failure is told", replace(STORE, REPORT,
				"        - to: direct:tell\n        - bean:\n            id: report\n")
			.andThen((files) -> files.put("tell.camel.yaml",
					"- route:\n    id: tell\n    routeConfigurationId: hold-in-outage\n    from:\n      uri: direct:tell\n      steps:\n        - doTry:\n            steps:\n              - log: told\n            doCatch:\n              - exception:\n                  - java.lang.Exception\n                steps:\n                  - stop: {}\n")),
				"tell.camel.yaml:14: stop loses messages: what it stops counts as stored. Take it away"));
		e.add(edit("a file in a folder", replace(STORE, "/article.jq", "/recipes/guardian/article-page.jq"),
				"article-store.camel.yaml:23: recipes/guardian/article-page.jq lies in a folder of the routes directory, where an edit would not be seen"));
		e.add(edit("a call that is evaluated, of a route that stops", replace(INTAKE, CALL,
				"        - toD: \"direct:of-${variable.origin}\"\n        - to: direct:article-store\n")
			.andThen((files) -> files.put("of.camel.yaml",
					"- route:\n    id: of\n    from:\n      uri: direct:of-broker\n      steps:\n        - stop: {}\n")),
				"of.camel.yaml:6: stop loses messages: what it stops counts as stored. Take it away"));
		e.add(edit("an alert that is not held", replace(STORE, REPORT,
				"        - to: direct:beside\n        - bean:\n            id: report\n")
			.andThen((files) -> files.put("beside.camel.yaml",
					"- route:\n    id: beside\n    from:\n      uri: direct:beside\n      steps:\n        - doTry:\n            steps:\n              - to: http://127.0.0.1:1/\n            doCatch:\n              - exception:\n                  - java.lang.Exception\n                steps:\n                  - to: http://127.0.0.1:1/alert\n")),
				"beside.camel.yaml:1: route beside has no routeConfigurationId: what fails in it goes back to the broker at once, again and again. Write 'routeConfigurationId: hold-in-outage'"));
		e.add(edit("an answer that a route brings back", replace(INTAKE, CALL,
				"        - to: direct:monitor\n        - to: direct:article-store\n")
			.andThen((files) -> files.put("monitor.camel.yaml",
					"- route:\n    id: monitor\n    routeConfigurationId: hold-in-outage\n    from:\n      uri: direct:monitor\n      steps:\n        - to: http://127.0.0.1:1/\n")),
				"monitor.camel.yaml:7: to loses messages: the answer takes the place of the batch. Let 'wireTap: direct:NAME' lead to a route that calls it"));
		e.add(edit("no answer in place of the batch", replace(INTAKE, CALL,
				"        - doTry:\n            steps:\n              - to: http://127.0.0.1:1/monitor?ignoreResponseBody=true\n            doCatch:\n              - exception:\n                  - java.lang.Exception\n                steps:\n                  - log: oops\n        - to: direct:article-store\n"),
				"article-intake.camel.yaml:36: to loses messages: the answer takes the place of the batch. Let 'wireTap: direct:NAME' lead to a route that calls it"));
		e.add(edit("parking passed over",
				replace(DEAD, "          onRedeliveryRef: outage\n",
						"          onRedeliveryRef: outage\n          continued:\n            constant: \"true\"\n"),
				"dead-letter.camel.yaml:144: continued: true loses messages: a batch that fails counts as stored. Take it away"));
		e.add(edit("store in turn with another", replace(INTAKE, CALL,
				"        - loadBalance:\n            roundRobinLoadBalancer: {}\n            steps:\n              - to: direct:article-store\n              - log: not this time\n"),
				"article-intake.camel.yaml:34: loadBalance loses messages: nothing else sends what is read to direct:article-store, and it is acked. Take it away"));
		e.add(edit("store while a breaker is open", replace(INTAKE, CALL,
				"        - circuitBreaker:\n            steps:\n              - log: well\n            onFallback:\n              steps:\n                - to: direct:article-store\n                - throwException:\n                    exceptionType: java.lang.IllegalStateException\n                    message: oops\n"),
				"article-intake.camel.yaml:37: onFallback loses messages: nothing else sends what is read to direct:article-store, and it is acked. Put it behind that"));
		e.add(edit("copies put together again", replace(INTAKE, CALL,
				"        - multicast:\n            aggregationStrategy: \"#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy\"\n            steps:\n              - to: direct:article-store\n"),
				"article-intake.camel.yaml:34: multicast with an aggregationStrategy loses messages: what fails in a part of a batch counts as stored. Write stopOnException: true"));
		e.add(edit("no error handler",
				replace(INTAKE, "    from:\n", "    errorHandler:\n      noErrorHandler: {}\n    from:\n"),
				"article-intake.camel.yaml:12: noErrorHandler takes the place of what holds a batch that fails. Take it away"));
		e.add(edit("a replay that leads anywhere",
				replace(DEAD, "              - to:\n                  uri: direct:article-store\n",
						"              - toD: \"direct:${variable.next}-store\"\n"),
				"dead-letter.camel.yaml:78: route dead-letter-retry loses messages: nothing sends what is parked to direct:article-store, and it counts as replayed. Put 'to: direct:article-store' back"));
		e.add(edit("a condition in the long form", replace(FALLBACK,
				"            simple: \"${exchangeProperty.CamelCircuitBreakerSuccessfulExecution} == true\"\n",
				"            expression:\n              simple:\n                expression: \"${exchangeProperty.CamelCircuitBreakerSuccessfulExecution} >> true\"\n"),
				"article-fallback.camel.yaml:44: bad simple: Unexpected token >"));
		e.add(edit("a setting of a bean that is none",
				replace(STORE, "useHeadersAsParameters: true", "useHeadersAsParameters: \"{{bean:nosuch.name}}\""),
				"article-store.camel.yaml:71: useHeadersAsParameters: true is missing: the database would get :?… as it stands"));
		e.add(edit("two queues in one",
				replace(INTAKE, "{{newsbox.intake.group}})\"\n", "{{newsbox.intake.group}},legacy)\"\n"),
				"article-intake.camel.yaml:17: queues: a route has one, and this would be its name: news.newsbox,legacy. Write a second route"));
		e.add(edit("parameters not taken from headers",
				replace(STORE, "              useHeadersAsParameters: true\n", ""),
				"article-store.camel.yaml:69: useHeadersAsParameters: true is missing: the database would get :?… as it stands"));
		e.add(edit("a result of several rows", replace(STORE, "              outputType: SelectOne\n", ""),
				"article-store.camel.yaml:69: outputType: SelectOne is missing: newsbox reads one row, of stored and unchanged"));
		e.add(edit("a route that holds nothing", replace(STORE,
				"    description: Filters rows and upserts what is left, in one statement\n    routeConfigurationId: hold-in-outage\n",
				"    description: Filters rows\n"),
				"article-store.camel.yaml:45: route article-upsert has no routeConfigurationId: what fails in it goes back to the broker at once, again and again. Write 'routeConfigurationId: hold-in-outage'"));
		e.add(edit("a result that is spoilt",
				replace(STORE, "              outputType: SelectOne\n",
						"              outputType: SelectOne\n        - convertBodyTo:\n            type: String\n"),
				"article-store.camel.yaml:24: step 'store' fails on examples/empty-texts.json: route article-upsert must end with the row that article-upsert.sql returns, with columns stored and unchanged"));
		e.add(edit("an answer in place of the rows", replace(STORE,
				"        - setHeader:\n            name: CamelJdbcParameters\n            method:",
				"        - to: http://127.0.0.1:1/monitor\n        - setHeader:\n            name: CamelJdbcParameters\n            method:"),
				"article-store.camel.yaml:61: step setHeader fails on examples/empty-texts.json: the filter must give an array of rows, as map(select(…)) does, but it gave the answer of another server"));
		e.add(edit("an answer in place of the result",
				replace(STORE, "              outputType: SelectOne\n",
						"              outputType: SelectOne\n        - to: http://127.0.0.1:1/monitor\n"),
				"article-store.camel.yaml:24: step 'store' fails on examples/empty-texts.json: route article-upsert must end with the row that article-upsert.sql returns, with columns stored and unchanged"));
		e.add(edit("a step that needs a row", replace(STORE,
				"        - setHeader:\n            name: CamelJdbcParameters\n            method:",
				"        - validate:\n            simple: \"${body.size} > 0\"\n        - setHeader:\n            name: CamelJdbcParameters\n            method:"),
				"article-store.camel.yaml:60: step validate fails on examples/v1-picture.json: PredicateValidationException: Validation failed for Predicate[bodyOgnl(.size) > 0]"));
		e.add(edit("a limit for a batch", replace(STORE, "        - bean:\n            id: read\n",
				"        - validate:\n            simple: \"${body.size} <= 10\"\n        - bean:\n            id: read\n"),
				"article-store.camel.yaml:13: step validate fails on examples/*.json: PredicateValidationException: Validation failed for Predicate[bodyOgnl(.size) <= 10]"));
		e.add(edit("a mapping that parks all", replace("article.jq", "    uri,\n", "    uri: .guid,\n"),
				"article.jq: each of the examples would be parked: No uri: an item without a uri has no identity"));
		e.add(edit("a file that is not read", replace(STORE, "/article-upsert.sql", "/article-upsert.txt"),
				"article-store.camel.yaml:66: article-upsert.txt is never read: a file that a route names ends with .jq or .sql: did you mean article-upsert.sql?"));
		e.add(edit("not utf-8", replace(STORE, "# A batch", "# A b\uFFFDtch"),
				"article-store.camel.yaml:2: not UTF-8; save it in that encoding"));
		e.add(edit("jq not utf-8", replace("article.jq", "# An item may", "# An it\uFFFDm may"),
				"article.jq:110: not UTF-8; save it in that encoding"));
		e.add(edit("sql not utf-8", replace("article-upsert.sql", "-- Upserts", "-- \uFFFDpserts"),
				"article-upsert.sql:1: not UTF-8; save it in that encoding"));
		e.add(edit("empty", (files) -> files.put(INTAKE, ""),
				"article-intake.camel.yaml: holds no route; delete it, or write one"));
		e.add(edit("cut", (files) -> files.put(STORE, files.get(STORE).split("and .representation", 2)[0]),
				"article-intake.camel.yaml:10: unknown routeConfiguration 'hold-in-outage'",
				"article-store.camel.yaml:9: unknown routeConfiguration 'hold-in-outage'",
				"article-store.camel.yaml:48: unknown routeConfiguration 'hold-in-outage'",
				"article-store.camel.yaml:59: bad jq: unexpected end",
				"dead-letter.camel.yaml:32: unknown routeConfiguration 'hold-in-outage'",
				"dead-letter.camel.yaml:81: unknown routeConfiguration 'hold-in-outage'"));
		e.add(edit("no list", (files) -> files.put(INTAKE, "route:\n  id: article-intake\n"),
				"article-intake.camel.yaml:1: a route file is a list that begins with '- route:'"));
		e.add(edit("from",
				(files) -> files.put("x.camel.yaml",
						"- from:\n    uri: timer:x\n    steps:\n      - to: direct:article-store\n"),
				"x.camel.yaml:1: unknown 'from' at the top of a route file (only route and routeConfiguration stand there)"));
		e.add(edit("all removed", (files) -> files.clear(), Path.of("routes").toAbsolutePath()
				+ ": no *.camel.yaml in it; newsbox.routes-directory names the folder of the route files"));
		e.add(edit("no steps",
				(files) -> files.put("x.camel.yaml", "- route:\n    id: x\n    from:\n      uri: timer:x\n"),
				"x.camel.yaml:1: Route x has no output processors. You need to add outputs to the route such as to(\"log:foo\")."));
		e.add(edit("no from",
				(files) -> files.put("x.camel.yaml",
						"- route:\n    id: x\n    steps:\n      - to: direct:article-store\n"),
				"x.camel.yaml:3: unknown 'steps' in route"));
		e.add(edit("resource outside",
				replace(STORE, "resource:file:{{newsbox.routes-directory}}/article.jq",
						"resource:file:elsewhere/article.jq"),
				"article-store.camel.yaml:23: elsewhere/article.jq lies outside of the routes directory, where an edit would not be seen"));
		e.add(edit("many",
				replace(STORE, "useHeadersAsParameters", "useHeaderAsParameters")
					.andThen(replace(STORE, "method: read", "method: reed"))
					.andThen(replace(STORE, "backOffMultiplier", "backoffMultiplier"))
					.andThen(replace(STORE, "- split:", "- splitt:"))
					.andThen(replace("article.jq", "(.by | text)", "(.by | txt)"))
					.andThen(replace(INTAKE, "disableReplyTo: true", "disableReplyTo: false")),
				"article-intake.camel.yaml:27: disableReplyTo: true is missing: what is read would be sent to any queue that a message names",
				"article-store.camel.yaml:17: unknown method 'reed' of bean articles: did you mean read?",
				"article-store.camel.yaml:32: unknown step 'splitt': did you mean split?",
				"article-store.camel.yaml:71: unknown option 'useHeaderAsParameters' of jdbc: did you mean useHeadersAsParameters?",
				"article-store.camel.yaml:96: unknown 'backoffMultiplier' in redeliveryPolicy: did you mean backOffMultiplier?",
				"article.jq:130: unknown function 'txt': did you mean text?"));
		return e.stream();
	}

	private static BadEdit edit(String name, Consumer<SortedMap<String, String>> change, String... lines) {
		return new BadEdit(name, change, lines);
	}

	static Consumer<SortedMap<String, String>> replace(String file, String text, String by) {
		return (files) -> files.computeIfPresent(file, (name, content) -> content.replace(text, by));
	}

	@Override
	public String toString() {
		return this.name;
	}

}
