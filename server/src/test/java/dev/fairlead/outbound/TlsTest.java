package dev.fairlead.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name in the address is what the certificate must be for, whatever it resolves to. */
class TlsTest {
    private static final char[] PASSWORD = "for-the-test".toCharArray();

    @Test
    void believesACertificateForItsNameOnly(@TempDir Path folder) throws Exception {
        var context = context(certificate(folder, "right.example"));
        var server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        var port = server.getAddress().getPort();
        try (var trusting = outbound(new DefaultClientTlsStrategy(context));
                var usual = outbound(DefaultClientTlsStrategy.createDefault())) {
            try (var reply = trusting.send(call("right.example", port))) {
                assertThat(reply.status()).isEqualTo(204);
            }
            assertThatExceptionOfType(CallFailed.class)
                    .isThrownBy(() -> trusting.send(call("wrong.example", port)))
                    .withMessageStartingWith("TLS with wrong.example failed: ");
            assertThatExceptionOfType(CallFailed.class)
                    .isThrownBy(() -> usual.send(call("right.example", port)))
                    .withMessageStartingWith("TLS with right.example failed: ");
        } finally {
            server.stop(0);
        }
    }

    private static Call call(String host, int port) {
        var url = URI.create("https://%s:%d/".formatted(host, port));
        return new Call("GET", url, Map.of(), null, Duration.ofSeconds(20), 1_000);
    }

    private static Outbound outbound(DefaultClientTlsStrategy tls) {
        return new Outbound(
                new Guard(
                        _ -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                        Allowed.parse(List.of("127.0.0.1"))),
                tls);
    }

    private static Path certificate(Path folder, String name)
            throws IOException, InterruptedException {
        var file = folder.resolve("keys.p12");
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return file;
    }

    /** The server's key, and trust in its certificate. */
    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
