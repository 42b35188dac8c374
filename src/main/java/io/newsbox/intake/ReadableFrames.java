package io.newsbox.intake;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.FrameHandler;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Frames as they come from the broker, with {@link ReadableHeaders}.
 * <p>
 * {@link ConnectionFactory} lets nobody look at frames that come in. With
 * {@code useNio()} it takes whatever its field {@code frameHandlerFactory} holds: so its
 * ordinary factory, which reads from sockets, is put there, wrapped. Nothing uses NIO. An
 * update of amqp-client that breaks this ends the start, with the name of what is
 * missing.
 */
final class ReadableFrames implements FrameHandlerFactory {

	private static final Field FACTORY = factoryField();

	private final FrameHandlerFactory stock;

	private ReadableFrames(FrameHandlerFactory stock) {
		this.stock = stock;
	}

	/** Gives them to a factory that is configured otherwise. */
	static void giveTo(ConnectionFactory connections) {
		ReflectionUtils.setField(FACTORY, connections, new ReadableFrames(stock(connections)));
		connections.useNio();
	}

	private static FrameHandlerFactory stock(ConnectionFactory connections) {
		Method create = ReflectionUtils.findMethod(ConnectionFactory.class, "createFrameHandlerFactory");
		if (create == null) {
			throw new IllegalStateException("this version of amqp-client has no createFrameHandlerFactory");
		}
		ReflectionUtils.makeAccessible(create);
		if (ReflectionUtils.invokeMethod(create, connections) instanceof FrameHandlerFactory stock) {
			return stock;
		}
		throw new IllegalStateException("this version of amqp-client makes no FrameHandlerFactory");
	}

	@Override
	public FrameHandler create(Address address, @Nullable String name) throws IOException {
		FrameHandler handler = this.stock.create(address, name);
		return (FrameHandler) Proxy.newProxyInstance(FrameHandler.class.getClassLoader(),
				new Class<?>[] { FrameHandler.class }, (self, method, arguments) -> {
					Object result = call(handler, method, arguments);
					if (result instanceof Frame frame && frame.type == AMQP.FRAME_HEADER) {
						ReadableHeaders.makeIn(frame.getPayload());
					}
					return result;
				});
	}

	private static Object call(FrameHandler handler, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(handler, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private static Field factoryField() {
		Field field = ReflectionUtils.findField(ConnectionFactory.class, "frameHandlerFactory");
		if (field == null) {
			throw new IllegalStateException("this version of amqp-client has no frameHandlerFactory");
		}
		ReflectionUtils.makeAccessible(field);
		return field;
	}

}
