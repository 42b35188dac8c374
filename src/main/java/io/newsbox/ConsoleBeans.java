package io.newsbox;

import java.time.Clock;
import java.util.Map;

import javax.management.MBeanServer;

import io.newsbox.article.DeadLetters;
import io.newsbox.console.Console;
import io.newsbox.console.ConsoleProperties;
import io.newsbox.console.HawtioRights;
import io.newsbox.console.JmxRestrictor;
import io.newsbox.console.Traces;
import io.newsbox.fallback.FallbackStatus;
import io.newsbox.intake.IntakeStatus;
import io.newsbox.routes.RoutesStatus;
import jakarta.servlet.http.HttpServlet;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.annotation.AnnotationMBeanExporter;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The beans of the console: who may see and do what, and what is shown.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleBeans {

	/** Not Spring's own besides, which delete queues and set passwords. */
	@Bean
	@ConditionalOnBooleanProperty("spring.jmx.enabled")
	AnnotationMBeanExporter mbeanExporter(MBeanServer server, IntakeStatus intake, FallbackStatus fallback,
			DeadLetters deadLetters, RoutesStatus routes) {
		AnnotationMBeanExporter exporter = new AnnotationMBeanExporter();
		exporter.setServer(server);
		exporter.setAutodetect(false);
		exporter.setBeans(Map.of("intake", intake, "fallback", fallback, "deadLetters", deadLetters, "routes", routes));
		return exporter;
	}

	@Bean
	@ConditionalOnWebApplication
	AuthenticationManager consolePasswords(ConsoleProperties properties, Clock clock) {
		return Console.passwords(properties, clock);
	}

	@Bean
	@ConditionalOnWebApplication
	SecurityFilterChain consoleDoors(HttpSecurity http, AuthenticationManager consolePasswords) throws Exception {
		return Console.doors(http, consolePasswords);
	}

	/** For who is logged in and opens the address without a path. */
	@Bean
	@ConditionalOnWebApplication
	WebMvcConfigurer consoleHome() {
		return new WebMvcConfigurer() {
			@Override
			public void addViewControllers(ViewControllerRegistry pages) {
				pages.addRedirectViewController("/", Console.HOME);
			}
		};
	}

	@Bean
	CamelContextConfiguration traces() {
		return new CamelContextConfiguration() {
			@Override
			public void beforeApplicationStart(CamelContext camel) {
				camel.getCamelContextExtension().setManagementMBeanAssembler(new Traces(camel));
			}

			@Override
			public void afterApplicationStart(CamelContext camel) {
				// nothing to do
			}
		};
	}

	@Bean
	JmxRestrictor jmxRestrictor() {
		return new JmxRestrictor();
	}

	@Bean(initMethod = "init", destroyMethod = "destroy")
	HawtioRights hawtioRights() {
		return new HawtioRights();
	}

	@Bean
	ServletRegistrationBean<HttpServlet> hawtioUser() {
		return Console.hawtioUser();
	}

}
