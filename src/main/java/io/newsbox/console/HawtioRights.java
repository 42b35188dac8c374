package io.newsbox.console;

import java.util.List;
import java.util.Map;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;

import io.hawt.jmx.JMXSecurity;

/**
 * Hawtio asks it which buttons to grey out. It finds this MBean by {@code area=jmx}, and
 * takes it before its own, which says yes to everything.
 */
public final class HawtioRights extends JMXSecurity {

	@Override
	public boolean canInvoke(String mbean) {
		return Rights.mayCallAny(name(mbean));
	}

	@Override
	public boolean canInvoke(String mbean, String operation) {
		return Rights.mayCall(name(mbean), operation);
	}

	@Override
	public boolean canInvoke(String mbean, String operation, String[] parameterTypes) {
		return canInvoke(mbean, operation + "(" + String.join(",", parameterTypes) + ")");
	}

	@Override
	public TabularData canInvoke(Map<String, List<String>> operations) throws OpenDataException {
		TabularData answers = new TabularDataSupport(CAN_INVOKE_TABULAR_TYPE);
		for (Map.Entry<String, List<String>> mbean : operations.entrySet()) {
			for (String operation : mbean.getValue()) {
				answers.put(new CompositeDataSupport(CAN_INVOKE_RESULT_ROW_TYPE, CAN_INVOKE_RESULT_COLUMNS,
						new Object[] { mbean.getKey(), operation, canInvoke(mbean.getKey(), operation) }));
			}
		}
		return answers;
	}

	@Override
	protected String getDefaultObjectName() {
		return "io.newsbox:type=security,area=jmx";
	}

	private static ObjectName name(String mbean) {
		try {
			return new ObjectName(mbean);
		}
		catch (MalformedObjectNameException ex) {
			throw new IllegalArgumentException(mbean + " is not the name of an MBean", ex);
		}
	}

}
