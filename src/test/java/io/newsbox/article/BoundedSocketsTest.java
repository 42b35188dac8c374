package io.newsbox.article;

import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

import io.newsbox.kit.DeafPeer;
import io.newsbox.kit.Postgres;
import io.newsbox.kit.UsePostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Writes that nobody reads.
 */
@UsePostgres
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedSocketsTest {

	/** More than the buffers of two sockets hold. */
	private static final int LARGE = 64_000_000;

	@AfterEach
	void revive(Postgres postgres) {
		postgres.revive();
	}

	@Test
	void aWriteThatDoesNotGetOnIsGivenUpAfterTheTimeOfARead() throws Exception {
		try (DeafPeer peer = DeafPeer.silent(); Socket socket = new BoundedSockets().createSocket()) {
			socket.connect(peer.address());
			socket.setSoTimeout(1500);
			long begin = System.nanoTime();
			assertThatIOException().isThrownBy(() -> socket.getOutputStream().write(new byte[LARGE]));
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1500));
			assertThat(socket.isClosed()).isTrue();
		}
	}

	@Test
	void aStatementThatAFrozenDatabaseDoesNotReadEndsAndTheNextConnectionServes(Postgres postgres) throws Exception {
		Postgres.Database database = postgres.newDatabase();
		String url = database.url() + (database.url().contains("?") ? "&" : "?") + "socketTimeout=2&socketFactory="
				+ BoundedSockets.class.getName();
		try (Connection connection = DriverManager.getConnection(url, database.user(), database.password());
				PreparedStatement statement = connection.prepareStatement("SELECT length(?)")) {
			statement.setString(1, "x".repeat(LARGE));
			assertThat(statement.executeQuery().next()).isTrue();
			postgres.freeze();
			assertThatExceptionOfType(SQLException.class).isThrownBy(statement::executeQuery)
				.extracting(SQLException::getSQLState)
				.isEqualTo("08006");
		}
		revive(postgres);
		try (Connection connection = DriverManager.getConnection(url, database.user(), database.password())) {
			assertThat(connection.isValid(10)).isTrue();
		}
	}

}
