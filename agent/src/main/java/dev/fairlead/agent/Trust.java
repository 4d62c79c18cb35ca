package dev.fairlead.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom to take for the server over TLS: who shows one of the certificates in a file, or one that
 * these have signed, and nobody else. So a server may sign its own certificate.
 */
final class Trust {
    private Trust() {}

    static SSLContext in(Path pem) throws IOException {
        try (var file = Files.newInputStream(pem)) {
            var certificates = KeyStore.getInstance(KeyStore.getDefaultType());
            certificates.load(null, null);
            for (var one : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                certificates.setCertificateEntry("server " + certificates.size(), one);
            }
            var managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(certificates);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(pem + " holds no certificates in PEM: " + e.getMessage(), e);
        }
    }
}
