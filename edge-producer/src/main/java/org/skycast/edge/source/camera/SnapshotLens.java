package org.skycast.edge.source.camera;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
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
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.Timeout;
import org.skycast.edge.source.Snapshot;
import org.skycast.edge.source.TrustedCertificates;
import org.skycast.settings.SettingsException;

/**
 * A camera's picture over HTTP, asked for by basic or digest authentication (RFC 7616: MD5 and SHA-256, qop=auth; a nonce is
 * used on until the camera calls it stale). A picture counts as captured when the answer begins: cameras take it then, and
 * their own clocks, which Last-Modified would go by, are rarely right.
 */
final class SnapshotLens implements Lens {

    private final Snapshot config;
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
    SnapshotLens(Snapshot config, InstantSource clock) {
        this.config = config;
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

    private static AuthScope scope(URI url) {
        return new AuthScope(url.getHost(), url.getPort());
    }

    private static SSLContext trusting(javax.net.ssl.TrustManagerFactory trust) {
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
    public Optional<Shot> take(Known before, Duration limit) throws IOException {
        var get = new HttpGet(config.url());
        if (!before.etag().isEmpty()) {
            get.setHeader(HttpHeaders.IF_NONE_MATCH, before.etag());
        }
        if (!before.modified().isEmpty()) {
            get.setHeader(HttpHeaders.IF_MODIFIED_SINCE, before.modified());
        }
        // A socket's timeout is of each read; a camera that drips is stopped by this one.
        var late = new AtomicBoolean();
        Runnable stop = () -> {
            late.set(true);
            get.cancel();
        };
        ScheduledFuture<?> over = timer.schedule(stop, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(get, context, this::answered);
        } catch (IOException e) {
            if (e instanceof NoPicture) {
                throw e;
            }
            throw new IOException(
                    late.get()
                            ? "The camera %s did not answer within %s s; check that it is on and reachable."
                                    .formatted(config.shownUrl(), limit.toMillis() / 1000.0)
                            : "The camera %s cannot be asked (%s); check that it is on and reachable."
                                    .formatted(config.shownUrl(), shown(e)),
                    e);
        } finally {
            over.cancel(false);
        }
    }

    private static String shown(IOException e) {
        String message = String.valueOf(e.getMessage());
        return e.getClass().getSimpleName() + ": " + message;
    }

    /** The camera answered with what is no picture. */
    private static final class NoPicture extends IOException {
        private static final long serialVersionUID = 1L;

        NoPicture(String message) {
            super(message);
        }
    }

    private Optional<Shot> answered(ClassicHttpResponse answer) throws IOException {
        Instant at = clock.instant();
        int code = answer.getCode();
        if (code == 304) {
            return Optional.empty();
        }
        if (code == 401 || code == 403) {
            throw new NoPicture("The camera %s refuses the user or the password (status %d); correct them."
                    .formatted(config.shownUrl(), code));
        }
        if (code != 200) {
            throw new NoPicture("The camera %s answered with status %d instead of a picture; check the url."
                    .formatted(config.shownUrl(), code));
        }
        byte[] image = body(answer.getEntity());
        known = new Known(header(answer, HttpHeaders.ETAG), header(answer, HttpHeaders.LAST_MODIFIED));
        return Optional.of(new Shot(at, image));
    }

    private byte[] body(HttpEntity entity) throws IOException {
        String type = entity == null || entity.getContentType() == null
                ? ""
                : entity.getContentType().toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/")) {
            throw new NoPicture(
                    "The camera %s answers with a stream, %s; give its url of a single picture, or use command with ffmpeg."
                            .formatted(config.shownUrl(), type));
        }
        int most = (int) Math.min(Integer.MAX_VALUE - 8L, Math.round(config.maxMegabytes() * 1e6));
        byte[] image = new byte[0];
        if (entity != null) {
            try (InputStream in = entity.getContent()) {
                image = in.readNBytes(most + 1);
            }
        }
        if (image.length > most) {
            throw new NoPicture(
                    "The camera %s answers with more than maxMegabytes, %s; raise it or ask for a smaller one."
                            .formatted(config.shownUrl(), config.maxMegabytes()));
        }
        if (type.startsWith("text/") || !Picture.is(image)) {
            throw new NoPicture("The camera %s answered with %s, which is neither JPEG nor PNG; check the url."
                    .formatted(config.shownUrl(), type.isEmpty() ? "something" : type));
        }
        return image;
    }

    private static String header(ClassicHttpResponse answer, String name) {
        Header header = answer.getFirstHeader(name);
        return header == null || header.getValue() == null ? "" : header.getValue();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    }
}
