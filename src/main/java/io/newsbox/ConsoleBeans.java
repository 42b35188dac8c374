package io.newsbox;

import java.time.Clock;

import io.newsbox.console.Console;
import io.newsbox.console.ConsoleProperties;
import io.newsbox.console.HawtioRights;
import io.newsbox.console.JmxRestrictor;
import jakarta.servlet.http.HttpServlet;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The beans of the console: its web server, and who may see and do what. They live in a
 * context of their own, see {@link ConsoleOpener}; but its settings are newsbox's, so
 * that a bad one ends the start before the routes run.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ConsoleBeans {

	@Bean
	AuthenticationManager consolePasswords(ConsoleProperties properties, Clock clock) {
		return Console.passwords(properties, clock);
	}

	@Bean
	SecurityFilterChain consoleDoors(HttpSecurity http, AuthenticationManager consolePasswords) throws Exception {
		return Console.doors(http, consolePasswords);
	}

	/** For who is logged in and opens the address without a path. */
	@Bean
	WebMvcConfigurer consoleHome() {
		return new WebMvcConfigurer() {
			@Override
			public void addViewControllers(ViewControllerRegistry pages) {
				pages.addRedirectViewController("/", Console.HOME);
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
