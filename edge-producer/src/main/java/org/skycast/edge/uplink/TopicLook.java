package org.skycast.edge.uplink;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Whether topics are there. A producer that asks for one has it made, where the broker makes topics that are asked for: with
 * one partition and the broker's own settings, which the topology then refuses. An administrator's client has none made, so it
 * is asked first, and again where the last look is older than half a minute. Used from one thread, but for {@link #close}.
 */
final class TopicLook implements AutoCloseable {

    private static final long GOOD_FOR = TimeUnit.SECONDS.toNanos(30);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final int limitMillis;
    private final Map<Map<String, String>, Admin> clients = new HashMap<>();
    private final Map<String, Long> seen = new HashMap<>();
    private boolean closed;

    TopicLook() {
        this(LIMIT);
    }

    /** @param limit how long an answer may take */
    TopicLook(Duration limit) {
        this.limitMillis = Math.toIntExact(limit.toMillis());
    }

    /**
     * Returns where the topic is there, or where this principal may not know.
     *
     * @param kafka the producer's properties
     * @throws KafkaException if it is not there, or nobody answers
     */
    void require(Map<String, String> kafka, String topic) {
        String key = kafka.hashCode() + " " + topic;
        Long before = seen.get(key);
        long now = System.nanoTime();
        if (before != null && now - before < GOOD_FOR) {
            return;
        }
        seen.remove(key);
        ask(client(kafka), topic);
        seen.put(key, now);
    }

    private void ask(Admin client, String topic) {
        try {
            client.describeTopics(List.of(topic)).allTopicNames().get(limitMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new KafkaException("The topic %s is not there; run 'skycast topics create'.".formatted(topic));
            }
            if (e.getCause() instanceof TimeoutException timeout) {
                throw silence(topic, timeout);
            }
            // What this principal may not see, the producer is told for good.
            boolean producerTells =
                    e.getCause() instanceof AuthorizationException || e.getCause() instanceof InvalidTopicException;
            if (!producerTells) {
                throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e);
            }
        } catch (java.util.concurrent.TimeoutException e) {
            throw silence(topic, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private TimeoutException silence(String topic, Exception cause) {
        return new TimeoutException("no word of the topic %s within %d ms".formatted(topic, limitMillis), cause);
    }

    private synchronized Admin client(Map<String, String> kafka) {
        if (closed) {
            throw new InterruptException("The uplink closes.");
        }
        return clients.computeIfAbsent(kafka, keys -> {
            Map<String, Object> properties = AdminKeys.of(keys);
            properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, limitMillis);
            properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, limitMillis / 2);
            return Admin.create(properties);
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        clients.values().forEach(client -> client.close(Duration.ofSeconds(1)));
        clients.clear();
    }
}
