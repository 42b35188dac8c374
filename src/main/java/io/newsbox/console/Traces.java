package io.newsbox.console;

import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.ModelMBean;

import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.management.mbean.ManagedBacklogTracer;
import org.apache.camel.support.management.DefaultManagementMBeanAssembler;

/**
 * Makes MBean {@code BacklogTracer} give traces that Hawtio can read. Camel's own writes
 * {@code jdbc://dataSource?a=b&c=d} as it is, and control characters of bodies, too; the
 * browser then rejects the XML, and Hawtio's page Trace stays empty.
 */
public final class Traces extends DefaultManagementMBeanAssembler {

	private static final Pattern BARE_AMPERSAND = Pattern.compile("&(?!(?:amp|lt|gt|quot|apos);)");

	/** XML 1.0, section 2.2. */
	private static final Pattern NO_CHARACTER = Pattern
		.compile("[^\t\n\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

	public Traces(CamelContext camel) {
		super(camel);
	}

	@Override
	public ModelMBean assemble(MBeanServer server, Object mbean, ObjectName name) throws JMException {
		return super.assemble(server, (mbean instanceof ManagedBacklogTracer tracer) ? new WellFormed(tracer) : mbean,
				name);
	}

	static String wellFormed(String xml) {
		return NO_CHARACTER.matcher(BARE_AMPERSAND.matcher(xml).replaceAll("&amp;")).replaceAll("\ufffd");
	}

	/** Camel's MBean, but for the two dumps that Hawtio reads. */
	@ManagedResource(description = "Managed BacklogTracer")
	public static final class WellFormed extends ManagedBacklogTracer {

		private WellFormed(ManagedBacklogTracer tracer) {
			super(tracer.getContext(), tracer.getBacklogTracer());
		}

		@Override
		public String dumpAllTracedMessagesAsXml() {
			return wellFormed(super.dumpAllTracedMessagesAsXml());
		}

		@Override
		public String dumpTracedMessagesAsXml(String nodeOrRouteId) {
			return wellFormed(super.dumpTracedMessagesAsXml(nodeOrRouteId));
		}

	}

}
