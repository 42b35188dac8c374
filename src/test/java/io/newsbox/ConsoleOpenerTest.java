package io.newsbox;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.newsbox.kit.Ports;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConsoleOpenerTest {

	private static final ApplicationListener<ContextRefreshedEvent> NOTHING = (event) -> {
	};

	@Test
	void theConsoleOpensWhenTheRoutesRunAndIsClosedWithThem() throws IOException {
		int port = Ports.free();
		AtomicReference<ServiceStatus> routes = new AtomicReference<>();
		try (ConfigurableApplicationContext newsbox = start(port, (WebServerInitializedEvent event) -> routes
			.set(event.getApplicationContext().getBean(CamelContext.class).getStatus()))) {
			assertThat(newsbox.getEnvironment().getProperty("local.server.port", int.class)).isEqualTo(port);
			assertThat(routes).hasValue(ServiceStatus.Started);
			connect(port);
		}
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(port));
	}

	@Test
	void aPortOfItsOwnForManagementHasTheSameDoors() throws Exception {
		int port = Ports.free();
		try (ConfigurableApplicationContext newsbox = start(0, NOTHING, "--management.server.port=" + port,
				"--management.server.address=127.0.0.1")) {
			assertThat(newsbox.isActive()).isTrue();
			assertThat(status(port, "/actuator/health/liveness")).isEqualTo(200);
			assertThat(status(port, "/actuator/health")).isEqualTo(401);
			assertThat(status(port, "/actuator/prometheus")).isEqualTo(401);
		}
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(port));
	}

	@Test
	void whereItsPortIsTakenTheRoutesNeverRun() throws IOException {
		AtomicBoolean routes = new AtomicBoolean();
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThatException()
				.isThrownBy(() -> start(other.getLocalPort(), (ContextRefreshedEvent event) -> routes.set(true)))
				.havingCause()
				.isInstanceOf(PortInUseException.class);
		}
		assertThat(routes).isFalse();
	}

	@Test
	void ifItCannotOpenNewsboxEndsAndItsRoutesAreStopped() {
		AtomicReference<CamelContext> routes = new AtomicReference<>();
		assertThatException()
			.isThrownBy(() -> start(0,
					(ContextRefreshedEvent event) -> routes
						.set(event.getApplicationContext().getBean(CamelContext.class)),
					"--server.ssl.bundle=nosuch"))
			.withRootCauseInstanceOf(NoSuchSslBundleException.class);
		assertThat(routes.get().getStatus()).isEqualTo(ServiceStatus.Stopped);
	}

	private static ConfigurableApplicationContext start(int port, ApplicationListener<?> listener, String... more) {
		return new SpringApplicationBuilder(NewsboxApplication.class).listeners(listener)
			.run(StringUtils.concatenateStringArrays(more,
					new String[] { "--server.port=" + port, "--spring.rabbitmq.port=" + Ports.free(),
							"--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + Ports.free() + "/news",
							"--spring.jmx.enabled=false" }));
	}

	private static int status(int port, String path) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					BodyHandlers.discarding())
			.statusCode();
	}

	private static void connect(int port) throws IOException {
		new Socket(InetAddress.getLoopbackAddress(), port).close();
	}

}
