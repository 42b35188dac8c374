package io.newsbox.kit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For a test class that needs PostgreSQL: its constructor and methods may take a
 * {@link Postgres}. All classes share one server; before each class it is made to run
 * again, whatever the last one did to it.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(UsePostgresExtension.class)
public @interface UsePostgres {

}
