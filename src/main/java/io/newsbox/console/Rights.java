package io.newsbox.console;

import java.util.Map;
import java.util.Set;

import javax.management.ObjectName;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * What the user of this request may do with MBeans. What is not named here is forbidden.
 * <p>
 * MBeans are named {@code domain:type}. An operation is a name, which stands for all its
 * overloads, or a name with parameter types, for that one alone.
 */
final class Rights {

	/** MBeans of which all attributes may be read. */
	private static final Set<String> READ = Set.of("java.lang:ClassLoading", "java.lang:GarbageCollector",
			"java.lang:Memory", "java.lang:MemoryPool", "java.lang:OperatingSystem", "java.lang:Threading",
			"java.nio:BufferPool");

	private static final Set<String> READ_DOMAINS = Set.of("io.newsbox", "org.apache.camel", "hawtio");

	/** The others are the command line and the system properties. */
	private static final Set<String> READ_OF_RUNTIME = Set.of("Name", "Pid", "SpecVersion", "StartTime", "Uptime",
			"VmName", "VmVendor", "VmVersion");

	// dumps with placeholders as they are written, never with the secrets they stand for
	private static final Map<String, Set<String>> VIEWER_CALLS = Map.of("org.apache.camel:context",
			Set.of("componentNames", "dumpRoutesAsXml()", "dumpRoutesStatsAsXml"), "org.apache.camel:routes",
			Set.of("dumpRouteAsXml()", "dumpRouteStatsAsXml", "isUpdateRouteEnabled"), "org.apache.camel:services",
			Set.of("browse", "endpointStatistics", "listRestServices"), "org.apache.camel:tracer",
			Set.of("dumpAllTracedMessagesAsXml", "dumpTracedMessagesAsXml"), "io.newsbox:DeadLetters", Set.of("list"),
			"hawtio:security", Set.of("list"), "io.newsbox:security", Set.of("canInvoke"));

	private static final Map<String, Set<String>> OPERATOR_CALLS = Map.of("org.apache.camel:routes",
			Set.of("start", "stop", "suspend", "resume"), "org.apache.camel:processors",
			Set.of("transitionToCloseState", "transitionToOpenState", "transitionToHalfOpenState",
					"transitionToForcedOpenState"),
			// Hawtio sets all four when it begins to trace
			"org.apache.camel:tracer",
			Set.of("setEnabled", "setBodyMaxChars", "setBodyIncludeStreams", "setBodyIncludeFiles"),
			"io.newsbox:Fallback", Set.of("pollNow"), "io.newsbox:DeadLetters",
			Set.of("replay", "replayAll", "discard"), "io.newsbox:Routes", Set.of("reload"));

	private Rights() {
	}

	static boolean mayRead(ObjectName mbean, String attribute) {
		return is(Users.VIEWER) && (isShown(mbean)
				&& (!type(mbean).equals("java.lang:Runtime") || READ_OF_RUNTIME.contains(attribute)));
	}

	/** To write an attribute is to call its setter. */
	static boolean mayWrite(ObjectName mbean, String attribute) {
		return mayCall(mbean, "set" + attribute);
	}

	/** Whether it may call an operation: a name, or a name with parameter types. */
	static boolean mayCall(ObjectName mbean, String operation) {
		return (is(Users.VIEWER) && allows(VIEWER_CALLS, mbean, operation))
				|| (is(Users.OPERATOR) && allows(OPERATOR_CALLS, mbean, operation));
	}

	static boolean mayCallAny(ObjectName mbean) {
		return (is(Users.VIEWER) && VIEWER_CALLS.containsKey(type(mbean)))
				|| (is(Users.OPERATOR) && OPERATOR_CALLS.containsKey(type(mbean)));
	}

	static boolean isShown(ObjectName mbean) {
		return READ_DOMAINS.contains(mbean.getDomain()) || READ.contains(type(mbean))
				|| type(mbean).equals("java.lang:Runtime");
	}

	private static boolean allows(Map<String, Set<String>> allowed, ObjectName mbean, String member) {
		String compact = member.replaceAll("\\s", "");
		Set<String> members = allowed.getOrDefault(type(mbean), Set.of());
		return members.contains(compact) || members.contains(compact.replaceFirst("\\(.*", ""));
	}

	/** A pattern has no type: nobody may call what it does not name. */
	private static String type(ObjectName mbean) {
		return mbean.isPattern() ? "" : mbean.getDomain() + ":" + mbean.getKeyProperty("type");
	}

	private static boolean is(String role) {
		Authentication user = SecurityContextHolder.getContext().getAuthentication();
		return user != null
				&& user.getAuthorities().stream().anyMatch((authority) -> role.equals(authority.getAuthority()));
	}

}
