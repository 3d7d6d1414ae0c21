package org.skycast.edge.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/** The certificates of a TLS connection, the brokers' and this edge's own: until when they hold. */
final class CertificateProbe implements Probe {

    private static final Duration SOON = Duration.ofDays(30);

    private final String subject;
    private final Link link;
    private final InstantSource clock;

    CertificateProbe(String subject, Link link, InstantSource clock) {
        this.subject = subject;
        this.link = link;
        this.clock = clock;
    }

    /** Whether there is TLS at all. */
    static boolean isOf(Map<String, String> kafka) {
        return kafka.getOrDefault("security.protocol", "").endsWith("SSL");
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public CheckFinding look(Duration limit) throws IOException {
        List<InetSocketAddress> brokers = ClientUtils.parseAndValidateAddresses(
                List.of(link.bootstrapServers().split(",")), "use_all_dns_ips");
        InetSocketAddress broker = brokers.get(0);
        try (SSLSocket socket =
                (SSLSocket) engines().sslContext().getSocketFactory().createSocket()) {
            socket.connect(broker, Math.toIntExact(limit.toMillis() / 2));
            socket.setSoTimeout(Math.toIntExact(limit.toMillis() / 2));
            socket.startHandshake();
            Optional<X509Certificate> theirs = firstToEnd(socket.getSession().getPeerCertificates());
            Optional<X509Certificate> own = firstToEnd(socket.getSession().getLocalCertificates());
            return judge(
                    theirs.map(c -> c.getNotAfter().toInstant()),
                    own.map(c -> c.getNotAfter().toInstant()));
        } catch (SSLException e) {
            return new CheckFinding.Failed(
                    "The handshake with %s fails (%s); check the ssl.* keys and the broker's certificate."
                            .formatted(broker, e.getMessage()));
        }
    }

    /** {@code brokers} and {@code own} are when the certificate ends that ends first, the own one if one is shown. */
    CheckFinding judge(Optional<Instant> brokers, Optional<Instant> own) {
        Instant now = clock.instant();
        String seen = "the brokers' holds until %s"
                        .formatted(brokers.map(CertificateProbe::day).orElse("?"))
                + own.map(end -> ", this edge's until " + day(end)).orElse("");
        Optional<Instant> first = Stream.concat(brokers.stream(), own.stream()).min(Comparator.naturalOrder());
        if (first.filter(end -> end.isBefore(now)).isPresent()) {
            return new CheckFinding.Failed(seen + ": one has ended; renew it.");
        }
        return first.filter(end -> end.isBefore(now.plus(SOON))).isPresent()
                ? new CheckFinding.Warn(seen + ": renew it before.")
                : new CheckFinding.Ok(seen + ".");
    }

    private static String day(Instant at) {
        return at.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
    }

    private static Optional<X509Certificate> firstToEnd(Certificate @Nullable [] chain) {
        return chain == null
                ? Optional.empty()
                : Stream.of(chain)
                        .filter(X509Certificate.class::isInstance)
                        .map(X509Certificate.class::cast)
                        .min(Comparator.comparing(X509Certificate::getNotAfter));
    }

    private DefaultSslEngineFactory engines() {
        var factory = new DefaultSslEngineFactory();
        factory.configure(
                new AbstractConfig(new ConfigDef().withClientSslSupport(), link.properties(), false).values());
        return factory;
    }
}
