package io.newsbox;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicReference;

import io.newsbox.kit.Ports;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class ConsoleOpenerTest {

	@Test
	void theConsoleOpensWhenTheRoutesRun() {
		AtomicReference<ServiceStatus> routes = new AtomicReference<>();
		try (ConfigurableApplicationContext newsbox = start(0, (WebServerInitializedEvent event) -> routes
			.set(event.getApplicationContext().getBean(CamelContext.class).getStatus()))) {
			assertThat(newsbox.isActive()).isTrue();
			assertThat(routes).hasValue(ServiceStatus.Started);
		}
	}

	@Test
	void ifItCannotOpenNewsboxEndsAndItsRoutesAreStopped() throws IOException {
		AtomicReference<CamelContext> routes = new AtomicReference<>();
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThatException()
				.isThrownBy(() -> start(other.getLocalPort(),
						(ContextRefreshedEvent event) -> routes
							.set(event.getApplicationContext().getBean(CamelContext.class))))
				.withRootCauseInstanceOf(BindException.class)
				.havingCause()
				.isInstanceOf(PortInUseException.class);
		}
		assertThat(routes.get().getStatus()).isEqualTo(ServiceStatus.Stopped);
	}

	private static ConfigurableApplicationContext start(int port, ApplicationListener<?> listener) {
		return new SpringApplicationBuilder(NewsboxApplication.class).listeners(listener)
			.run("--server.port=" + port, "--spring.rabbitmq.port=" + Ports.free(),
					"--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + Ports.free() + "/news",
					"--spring.jmx.enabled=false");
	}

}
