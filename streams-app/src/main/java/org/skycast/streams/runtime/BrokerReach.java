package org.skycast.streams.runtime;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.skycast.streams.StartupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a broker answers at all, asked before anything else: whoever needs one says so soon, and in the same words. */
public final class BrokerReach {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerReach.class);
    /** One that is there answers in a fraction of a second. */
    private static final Duration SOON = Duration.ofSeconds(4);
    /** Where something listens it may be a broker on a busy computer, and is given so long more. */
    private static final Duration LONGER = Duration.ofSeconds(20);

    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    /** So often somebody who waits is told. */
    private static final Duration OFTEN = Duration.ofSeconds(10);

    private final Map<String, ?> clients;
    private final Duration soon;
    private final Duration longer;

    /** @param clients properties of Kafka's clients, by their own names */
    public BrokerReach(Map<String, ?> clients) {
        this(clients, SOON, LONGER);
    }

    BrokerReach(Map<String, ?> clients, Duration soon, Duration longer) {
        this.clients = clients;
        this.soon = soon;
        this.longer = longer;
    }

    /** @throws StartupException in one sentence if none answers within a few seconds, or it refuses who asks */
    public void require() {
        silence().ifPresent(sentence -> {
            throw new StartupException(sentence);
        });
    }

    /**
     * Waits for one that does not answer yet, as where all of a machine starts at once, and says so every few seconds.
     *
     * @throws StartupException in one sentence if none answers within {@code limit}, or it refuses who asks
     */
    void await(Duration limit) {
        long began = System.nanoTime();
        for (Optional<String> silence = silence(); silence.isPresent(); silence = silence()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            if (waited.compareTo(limit) >= 0) {
                throw new StartupException(silence.get());
            }
            LOG.warn(
                    "{} It is waited for, {} s so far and up to {} s (waitForBroker).",
                    silence.get(),
                    waited.toSeconds(),
                    limit.toSeconds());
            pause(limit.minus(waited).compareTo(OFTEN) < 0 ? limit.minus(waited) : OFTEN);
        }
    }

    private static void pause(Duration span) {
        try {
            Thread.sleep(span.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("Interrupted while waiting for the broker.", e);
        }
    }

    private Optional<String> silence() {
        Optional<String> silence = ask(soon) ? Optional.empty() : Optional.of(nobody());
        if (silence.isEmpty() || !listens()) {
            return silence;
        }
        return ask(longer) ? Optional.empty() : Optional.of(somebody());
    }

    /** Whether one answers in time. */
    private boolean ask(Duration limit) {
        Map<String, Object> properties = new HashMap<>(clients);
        int millis = Math.toIntExact(limit.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        @Nullable Admin admin = null;
        try {
            admin = Admin.create(properties);
            admin.describeCluster().clusterId().get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                return false;
            }
            throw refusal(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("Interrupted while waiting for the broker.", e);
        } catch (KafkaException e) {
            throw refusal(e.getCause() == null ? e : e.getCause());
        } finally {
            if (admin != null) {
                // Without a limit it may wait for ever for what listens and does not answer.
                admin.close(A_MOMENT);
            }
        }
    }

    /** Whether anything takes a connection at one of the addresses. */
    private boolean listens() {
        for (String address : String.valueOf(clients.get("bootstrap.servers")).split(",")) {
            try (var socket = new Socket()) {
                String host = Utils.getHost(address.strip());
                Integer port = Utils.getPort(address.strip());
                if (host != null && port != null) {
                    socket.connect(new InetSocketAddress(host, port), Math.toIntExact(A_MOMENT.toMillis()));
                    return true;
                }
            } catch (IOException e) {
                // The next may.
            }
        }
        return false;
    }

    private String nobody() {
        return "No broker answers at %s; check bootstrap.servers, security.protocol and the network."
                .formatted(clients.get("bootstrap.servers"));
    }

    private String somebody() {
        return "What listens at %s does not answer as a broker does, within %d s; check the port and security.protocol, and whether it is busy."
                .formatted(clients.get("bootstrap.servers"), soon.plus(longer).toSeconds());
    }

    private StartupException refusal(Throwable cause) {
        return new StartupException(
                "The broker at %s cannot be used: %s".formatted(clients.get("bootstrap.servers"), cause.getMessage()),
                cause);
    }
}
