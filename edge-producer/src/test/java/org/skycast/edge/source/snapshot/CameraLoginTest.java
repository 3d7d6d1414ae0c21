package org.skycast.edge.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.access.SelfSigned;

/** How a camera is told who asks, and how it shows who it is. */
@Timeout(60)
class CameraLoginTest {

    @RegisterExtension
    final CameraServer server = new CameraServer();

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void digestIsAnsweredANonceUsedOnAndAStaleOneReplaced(String algorithm) throws Exception {
        var digest = new DigestCamera(algorithm);
        server.answering = digest;
        assertThat(server.run(server.camera(), 5)).hasSize(5);
        assertThat(digest.counts).containsExactly("nonce0/1", "nonce0/2", "nonce0/3", "nonce1/1", "nonce1/2");
        // Five pictures, the first challenge and the stale nonce; and the request that ends the test.
        assertThat(server.requests).hasSize(5 + 2 + 1);
    }

    @Test
    void basicIsAnsweredWhereTheCameraAsksForIt() throws Exception {
        server.answering = exchange -> {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            if (given != null
                    && given.equals("Basic "
                            + java.util.Base64.getEncoder()
                                    .encodeToString("Mufasa:Circle of Life".getBytes(StandardCharsets.UTF_8)))) {
                CameraServer.picture(exchange, 1);
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
                exchange.sendResponseHeaders(401, -1);
            }
        };
        assertThat(server.run(server.camera(), 1)).hasSize(1);
    }

    @Test
    void passwordGoesNowhereElseWhenTheCameraRedirects() throws Exception {
        var elsewhere = new CameraServer();
        try {
            elsewhere.answering = exchange -> {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
                exchange.sendResponseHeaders(401, -1);
            };
            server.answering = exchange -> {
                exchange.getResponseHeaders()
                        .set(
                                "Location",
                                "http://127.0.0.1:"
                                        + elsewhere.server.getAddress().getPort() + "/shot.jpg");
                exchange.sendResponseHeaders(302, -1);
            };
            assertThat(server.camera().check(Duration.ofSeconds(20))).isInstanceOf(SourceCheck.Failed.class);
            assertThat(elsewhere.requests)
                    .isNotEmpty()
                    .allSatisfy(headers -> assertThat(headers).doesNotContainKey("Authorization"));
        } finally {
            elsewhere.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://camera/a.jpg, http://camera:80, true",
        "http://camera/a.jpg, http://camera:8080, false",
        "http://camera/a.jpg, https://camera:443, false",
        "https://camera/a.jpg, https://camera:443, true",
        "https://camera/a.jpg, http://camera:80, false",
        "https://camera/a.jpg, https://camera:8443, false",
        "http://camera:8080/a.jpg, http://camera:80, false",
        "http://camera:8080/a.jpg, https://camera:8080, false",
        "http://camera/a.jpg, http://other:80, false",
    })
    void passwordIsOfOneSchemeHostAndPort(URI url, URI asked, boolean given) {
        var credentials = new BasicCredentialsProvider();
        credentials.setCredentials(SnapshotCameraClient.scope(url), new UsernamePasswordCredentials("u", new char[0]));
        var host = new HttpHost(asked.getScheme(), asked.getHost(), asked.getPort());
        for (String scheme : new String[] {"Basic", "Digest"}) {
            assertThat(credentials.getCredentials(new AuthScope(host, "realm", scheme), null) != null)
                    .isEqualTo(given);
        }
    }

    @Test
    void certificateThatTheCameraMadeItselfIsTrustedOnlyWhereItIsNamed(@TempDir Path folder) throws Exception {
        SelfSigned made = SelfSigned.in(folder);
        var keys = KeyStore.getInstance(made.keys().toFile(), SelfSigned.PASSWORD.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, SelfSigned.PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(tls));
        https.createContext("/", exchange -> {
            try (exchange) {
                CameraServer.picture(exchange, 1);
            }
        });
        https.start();
        try {
            URI url = URI.create("https://127.0.0.1:" + https.getAddress().getPort() + "/shot.jpg");
            assertThat(server.camera(secure(url, Optional.of(made.pem()))).check(Duration.ofSeconds(20)))
                    .isInstanceOf(SourceCheck.Ok.class);
            assertThat(server.camera(secure(url, Optional.empty())).check(Duration.ofSeconds(20)))
                    .isInstanceOfSatisfying(
                            SourceCheck.Failed.class,
                            failed -> assertThat(failed.says()).contains("SSLHandshakeException"));
            assertThat(server.camera(secure(url, Optional.of(folder.resolve("absent.pem"))))
                            .check(Duration.ofSeconds(20)))
                    .isInstanceOfSatisfying(
                            SourceCheck.Failed.class,
                            failed -> assertThat(failed.says()).contains("absent.pem"));
        } finally {
            https.stop(0);
        }
    }

    private static Snapshot secure(URI url, Optional<Path> trust) {
        return new Snapshot(
                url, Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(20), 1.0, trust);
    }
}
