package org.skycast.edge.check;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.uplink.AdminKeys;

/** A connection to the brokers with the edge's own properties, opened when it is first asked; shared by probes. */
final class Link implements AutoCloseable {

    private final Map<String, String> kafka;
    private @Nullable Admin admin;

    Link(Map<String, String> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    Map<String, String> properties() {
        return kafka;
    }

    String bootstrapServers() {
        return kafka.getOrDefault("bootstrap.servers", "");
    }

    private synchronized Admin admin(Duration limit) {
        if (admin == null) {
            Map<String, Object> properties = AdminKeys.of(kafka);
            int millis = Math.toIntExact(limit.toMillis());
            properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
            properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1000, millis / 2));
            admin = open(properties);
        }
        return admin;
    }

    /** The client says that it cannot be made; what it lacks stands in the innermost cause. */
    private static Admin open(Map<String, Object> properties) {
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            Throwable innermost = e;
            while (innermost.getCause() != null) {
                innermost = innermost.getCause();
            }
            throw new KafkaException(
                    "The keys under kafka: do not make a client: %s.".formatted(Check.sentence(innermost)), e);
        }
    }

    /** A question to an administrator. */
    interface Question<T> {
        KafkaFuture<T> ask(Admin admin);
    }

    /**
     * The brokers' answer.
     *
     * @throws Exception the brokers' own reason if they refuse, and a {@link TimeoutException} if they do not answer
     */
    <T> T ask(Duration limit, Question<T> question) throws Exception {
        Duration within = limit.multipliedBy(4).dividedBy(5);
        long began = System.nanoTime();
        Admin opened = admin(within);
        // On a slow computer the client alone takes seconds; who is waited for must be named before the whole is over.
        long left =
                within.toMillis() - Duration.ofNanos(System.nanoTime() - began).toMillis();
        long atLeast = limit.toMillis() / 10;
        try {
            return question.ask(opened).get(Math.max(atLeast, left), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
