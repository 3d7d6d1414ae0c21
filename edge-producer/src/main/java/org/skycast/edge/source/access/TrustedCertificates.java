package org.skycast.edge.source.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManagerFactory;
import org.skycast.settings.SettingsException;

/** Certificates in a PEM file that are trusted in place of the system's. */
public final class TrustedCertificates {

    private TrustedCertificates() {}

    /** @throws SettingsException if the file is not there or holds no certificate */
    public static TrustManagerFactory in(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("trusted-" + trusted.size(), one);
            }
            if (trusted.size() == 0) {
                throw new SettingsException("The file %s of trusted certificates holds none; give PEM.".formatted(pem));
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return trust;
        } catch (IOException | GeneralSecurityException e) {
            throw new SettingsException(
                    "The file %s of trusted certificates cannot be read; give PEM that is there.".formatted(pem), e);
        }
    }
}
