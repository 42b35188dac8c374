package io.newsbox.console;

import java.util.EnumSet;
import java.util.Set;

import javax.management.ObjectName;

import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * Jolokia asks it before each access; it grants what {@link Rights} names.
 */
public final class JmxRestrictor implements Restrictor {

	private static final Set<RequestType> TYPES = EnumSet.of(RequestType.READ, RequestType.WRITE, RequestType.EXEC,
			RequestType.LIST, RequestType.SEARCH, RequestType.VERSION);

	// a GET could be a link or a picture on a foreign page
	@Override
	public boolean isHttpMethodAllowed(HttpMethod method) {
		return method == HttpMethod.POST;
	}

	@Override
	public boolean isTypeAllowed(RequestType type) {
		return TYPES.contains(type);
	}

	@Override
	public boolean isAttributeReadAllowed(ObjectName mbean, String attribute) {
		return Rights.mayRead(mbean, attribute);
	}

	@Override
	public boolean isAttributeWriteAllowed(ObjectName mbean, String attribute) {
		return Rights.mayWrite(mbean, attribute);
	}

	@Override
	public boolean isOperationAllowed(ObjectName mbean, String operation) {
		return Rights.mayCall(mbean, operation);
	}

	@Override
	public boolean isObjectNameHidden(ObjectName mbean) {
		return !Rights.isShown(mbean);
	}

	// server.address decides who can connect
	@Override
	public boolean isRemoteAccessAllowed(String... hostOrAddress) {
		return true;
	}

	// asked twice: may the request pass (it has a CSRF token by now), and may a page of
	// that origin read the answer
	@Override
	public boolean isOriginAllowed(String origin, boolean mayPass) {
		return mayPass;
	}

}
