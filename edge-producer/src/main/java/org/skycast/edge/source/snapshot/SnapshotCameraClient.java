package org.skycast.edge.source.snapshot;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.util.Timeout;
import org.skycast.edge.source.access.TrustedCertificates;
import org.skycast.edge.source.camera.CameraClient;
import org.skycast.edge.source.camera.Capture;
import org.skycast.settings.SettingsException;
import org.skycast.text.Printable;

/**
 * A camera's picture over HTTP, asked for by basic or digest authentication (RFC 7616: MD5 and SHA-256, qop=auth; a nonce is
 * used on until the camera calls it stale). A picture counts as captured when the answer begins: cameras take it then, and
 * their own clocks, which Last-Modified would go by, are rarely right.
 */
final class SnapshotCameraClient implements CameraClient {

    private static final Pattern QUERY = Pattern.compile("\\?[^\\s'\"<>()]*+");

    private final Snapshot config;
    private final SnapshotAnswers answers;
    private final InstantSource clock;
    private final CloseableHttpClient client;
    private final HttpClientContext context = HttpClientContext.create();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "snapshot limit");
        thread.setDaemon(true);
        return thread;
    });
    private Known known = Known.NOTHING;

    /** @throws SettingsException if a file of a password or of certificates cannot be read */
    SnapshotCameraClient(Snapshot config, InstantSource clock) {
        this.config = config;
        this.answers = new SnapshotAnswers(config);
        this.clock = clock;
        Timeout timeout = Timeout.ofMilliseconds(config.timeout().toMillis());
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .build());
        config.trust()
                .ifPresent(pem -> connections.setTlsSocketStrategy(
                        new DefaultClientTlsStrategy(trusting(TrustedCertificates.in(pem)))));
        var credentials = new BasicCredentialsProvider();
        config.login()
                .user()
                .ifPresent(user -> credentials.setCredentials(
                        scope(config.url()),
                        new UsernamePasswordCredentials(
                                user, config.login().secret().orElse("").toCharArray())));
        client = HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultCredentialsProvider(credentials)
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .disableAutomaticRetries()
                .disableContentCompression()
                .setUserAgent("skycast-edge")
                .build();
    }

    /** Where the password may go: to this scheme, host and port, wherever the camera redirects. */
    static AuthScope scope(URI url) {
        int usual = url.getScheme().equals("https") ? 443 : 80;
        return new AuthScope(new HttpHost(url.getScheme(), url.getHost(), url.getPort() < 0 ? usual : url.getPort()));
    }

    private static SSLContext trusting(TrustManagerFactory trust) {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), new SecureRandom());
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Known known() {
        return known;
    }

    @Override
    public Optional<Capture> take(Known before, Duration limit) throws IOException {
        var get = new HttpGet(config.url());
        if (!before.etag().isEmpty()) {
            get.setHeader(HttpHeaders.IF_NONE_MATCH, before.etag());
        }
        if (!before.modified().isEmpty()) {
            get.setHeader(HttpHeaders.IF_MODIFIED_SINCE, before.modified());
        }
        // A socket's timeout is of each read; a camera that drips is stopped by this one.
        var timedOut = new AtomicBoolean();
        var given = new AtomicReference<Optional<Capture>>(Optional.empty());
        Runnable stop = () -> {
            timedOut.set(true);
            get.cancel();
        };
        ScheduledFuture<?> over = timer.schedule(stop, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(get, context, answer -> {
                Optional<Capture> capture = answered(answer);
                given.set(capture);
                return capture;
            });
        } catch (IOException e) {
            if (e instanceof SnapshotAnswers.NoPicture) {
                throw e;
            }
            Optional<Capture> capture = Objects.requireNonNullElse(given.get(), Optional.empty());
            if (capture.isPresent()) {
                // The client looks for the rest of an answer that counts more than it has.
                return capture;
            }
            throw new IOException(sentence(e, timedOut.get() || e instanceof SocketTimeoutException, limit), e);
        } finally {
            over.cancel(false);
        }
    }

    private Optional<Capture> answered(ClassicHttpResponse answer) throws IOException {
        Instant at = clock.instant();
        Optional<byte[]> image = answers.picture(answer);
        if (image.isPresent()) {
            known = SnapshotAnswers.known(answer);
        }
        return image.map(bytes -> new Capture(at, bytes));
    }

    private String sentence(IOException e, boolean late, Duration limit) {
        if (late) {
            return "The camera %s did not answer within %s s; check that it is on and reachable."
                    .formatted(config.shownUrl(), limit.toMillis() / 1000.0);
        }
        return e instanceof ConnectionClosedException || e instanceof MalformedChunkCodingException
                ? "The answer of the camera %s breaks off (%s); check the network and the camera."
                        .formatted(config.shownUrl(), shown(e))
                : "The camera %s cannot be asked (%s); check that it is on and reachable."
                        .formatted(config.shownUrl(), shown(e));
    }

    /** Without the queries of addresses, in which tokens stand. */
    private static String shown(IOException e) {
        String message = QUERY.matcher(String.valueOf(e.getMessage())).replaceAll("?…");
        return e.getClass().getSimpleName() + ": " + Printable.cut(message);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    }
}
