package io.newsbox.kit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For a test class that needs a real browser: its constructor and methods may take a
 * {@link com.microsoft.playwright.Browser}, which is Chromium.
 * <p>
 * Where none is installed the class is skipped, with a line that says so; with
 * {@code -Dnewsbox.browser=required} it fails.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealBrowserExtension.class)
public @interface RealBrowser {

}
