package io.newsbox;

import java.util.Map;

import javax.management.MBeanServer;

import io.newsbox.article.DeadLetters;
import io.newsbox.console.Traces;
import io.newsbox.fallback.FallbackStatus;
import io.newsbox.intake.IntakeStatus;
import io.newsbox.routes.RoutesStatus;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.annotation.AnnotationMBeanExporter;

/**
 * What JMX shows: newsbox's MBeans, and Camel's traces.
 */
@Configuration(proxyBeanMethods = false)
class JmxBeans {

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

}
