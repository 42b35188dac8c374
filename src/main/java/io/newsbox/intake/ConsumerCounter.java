package io.newsbox.intake;

import java.lang.reflect.Field;

import org.springframework.amqp.rabbit.listener.BlockingQueueConsumer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.support.ActiveObjectCounter;
import org.springframework.util.ReflectionUtils;

/**
 * What a listener container counts its consumers with, and shows to no subclass. Each
 * consumer needs it.
 */
final class ConsumerCounter {

	private static final Field FIELD = field();

	private ConsumerCounter() {
	}

	@SuppressWarnings("unchecked")
	static ActiveObjectCounter<BlockingQueueConsumer> of(SimpleMessageListenerContainer container) {
		return (ActiveObjectCounter<BlockingQueueConsumer>) ReflectionUtils.getField(FIELD, container);
	}

	private static Field field() {
		Field field = ReflectionUtils.findField(SimpleMessageListenerContainer.class, "cancellationLock");
		if (field == null) {
			throw new IllegalStateException("this version of spring-rabbit has no cancellationLock in its container");
		}
		ReflectionUtils.makeAccessible(field);
		return field;
	}

}
