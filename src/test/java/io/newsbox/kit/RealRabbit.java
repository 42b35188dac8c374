package io.newsbox.kit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For a test class that needs a real RabbitMQ: its constructor and methods may take a
 * {@link RabbitNode}. All classes share one node; before each class it is made to run
 * again, whatever the last one did to it. What tests declare stays, so they use names of
 * their own.
 * <p>
 * Where no rabbitmq-server is installed the class is skipped, with a line that says so;
 * with {@code -Dnewsbox.rabbitmq=required} it fails.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealRabbitExtension.class)
public @interface RealRabbit {

}
