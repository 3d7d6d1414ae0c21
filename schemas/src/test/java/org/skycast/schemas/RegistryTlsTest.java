package org.skycast.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.http.ServerLimits;

/** A registry behind TLS, with a certificate that only the configured trust store knows. */
class RegistryTlsTest {

    static {
        // The limits of every server in this process are read when the first is made.
        ServerLimits.set();
    }

    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    @Test
    void registryIsTrustedByTheTrustStoreThatIsConfiguredAndByNoOther() throws Exception {
        Path store = keyStore();
        SpecificRecord tick = Examples.all().get(4);
        try (HttpStub registry = new HttpStub(server(store))) {
            Map<String, Object> trusting = Map.of(
                    "schema.registry.url",
                    registry.url(),
                    "schema.registry.ssl.truststore.location",
                    store.toString(),
                    "schema.registry.ssl.truststore.type",
                    "PKCS12",
                    "schema.registry.ssl.truststore.password",
                    PASSWORD);
            assertThat(AvroSerdes.anyValues(trusting).serialize("t", tick)).isNotEmpty();
            Map<String, Object> strange = Map.of("schema.registry.url", registry.url(), "max.retries", 0);
            assertThatThrownBy(() -> AvroSerdes.anyValues(strange).serialize("t", tick))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("SSL");
        }
    }

    private Path keyStore() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "r",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        // Trusted as a certificate, not only held as a key.
        KeyStore keys = load(store);
        keys.setCertificateEntry("trusted", keys.getCertificate("r"));
        try (var out = Files.newOutputStream(store)) {
            keys.store(out, PASSWORD.toCharArray());
        }
        return store;
    }

    private static KeyStore load(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static HttpsServer server(Path store) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(store), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }
}
