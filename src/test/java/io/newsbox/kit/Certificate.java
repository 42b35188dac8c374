package io.newsbox.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for 127.0.0.1, signed by itself, as files of the kinds that servers take.
 */
public final class Certificate {

	private static final String ALIAS = "server";

	private final Path directory;

	private final String password;

	private final KeyStore store;

	/**
	 * Makes one.
	 * @param directory where its files are written
	 * @param password of the keystore, six characters or more
	 */
	public Certificate(Path directory, String password) {
		this.directory = directory;
		this.password = password;
		try {
			Process keytool = Processes
				.start(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
						"-genkeypair", "-keystore", keystore().toString(), "-storepass", password, "-alias", ALIAS,
						"-keyalg", "EC", "-dname", "CN=newsbox", "-ext", "san=ip:127.0.0.1")
					.inheritIO());
			if (Processes.awaitExit(keytool) != 0) {
				throw new IllegalStateException("keytool failed");
			}
			this.store = KeyStore.getInstance(keystore().toFile(), password.toCharArray());
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException("Cannot make a certificate", ex);
		}
	}

	/** PKCS #12, with the key. */
	public Path keystore() {
		return this.directory.resolve("server.p12");
	}

	/** PEM, without the key. */
	public Path certificate() {
		try {
			return pem("certificate", "CERTIFICATE", this.store.getCertificate(ALIAS).getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** PEM, the key alone. */
	public Path key() {
		try {
			Key key = this.store.getKey(ALIAS, this.password.toCharArray());
			return pem("key", "PRIVATE KEY", key.getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Trusts it, and no other. */
	public SSLContext trust() {
		try {
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			trusted.setCertificateEntry(ALIAS, this.store.getCertificate(ALIAS));
			TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			managers.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, managers.getTrustManagers(), null);
			return context;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException("Cannot trust the certificate", ex);
		}
	}

	private Path pem(String name, String type, byte[] content) {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
		try {
			return Files.writeString(this.directory.resolve(name + ".pem"),
					"-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n",
					StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
