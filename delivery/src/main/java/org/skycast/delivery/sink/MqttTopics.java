package org.skycast.delivery.sink;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.skycast.avro.Alert;
import org.skycast.delivery.outbox.Answer;

/**
 * MQTT 3.1.1, a topic a station and rule under a prefix: the newest message is retained there, so whoever subscribes knows
 * what holds; once it has expired it is taken away, as long as this process lives. {@code PREFIX/heartbeat} says "offline" once the sender is gone.
 */
final class MqttTopics implements Sink {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Mqtt3AsyncClient client;
    private final String prefix;
    private final CloudEvents events;
    private final String where;
    private final Map<String, Instant> expiries = new TreeMap<>();

    MqttTopics(MqttSettings settings, CloudEvents events) {
        this.prefix = settings.prefix();
        this.events = events;
        this.where = settings.broker().getHost();
        Mqtt3ClientBuilder builder = MqttClient.builder()
                .useMqttVersion3()
                // Some brokers want one; another sender to the same topics is to take this one's place.
                .identifier("skycast-" + settings.prefix().replaceAll("[^A-Za-z0-9]", "-"))
                .serverHost(settings.broker().getHost())
                .serverPort(settings.port());
        if (settings.isTls()) {
            builder = builder.sslWithDefaultConfig();
        }
        Optional<byte[]> password = settings.password().map(text -> text.getBytes(StandardCharsets.UTF_8));
        if (settings.user().isPresent()) {
            builder = builder.simpleAuth()
                    .username(settings.user().get())
                    .password(password.orElse(new byte[0]))
                    .applySimpleAuth();
        }
        client = builder.buildAsync();
    }

    @Override
    public Answer tell(List<Alert> alerts, Instant now) {
        Alert alert = alerts.get(0);
        String topic = "%s/%s/%s".formatted(prefix, alert.getStationId(), alert.getRule());
        Answer answer = publish(retained(topic, CloudEvents.json(events.of(alert))));
        if (answer instanceof Answer.Taken) {
            expiries.put(topic, alert.getExpires());
        }
        return answer;
    }

    /** Takes away what has expired; version 3.1.1 knows no expiry of its own. */
    @Override
    public Answer repeat(Collection<Alert> holding, Instant now) {
        for (var expiry : List.copyOf(expiries.entrySet())) {
            if (!now.isBefore(expiry.getValue())) {
                Answer answer = publish(retained(expiry.getKey(), ""));
                if (!(answer instanceof Answer.Taken)) {
                    return answer;
                }
                expiries.remove(expiry.getKey());
            }
        }
        return new Answer.Taken();
    }

    @Override
    public Answer beat(Beat beat) {
        return publish(retained(prefix + "/heartbeat", CloudEvents.json(events.of(beat))));
    }

    /** Whoever connects is told what holds anyhow. */
    @Override
    public Answer summarise(Summary summary) {
        return new Answer.Taken();
    }

    private static Mqtt3Publish retained(String topic, String text) {
        return Mqtt3Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private Answer publish(Mqtt3Publish message) {
        try {
            if (!client.getState().isConnected()) {
                await(client.connectWith()
                        .cleanSession(true)
                        .willPublish(retained(prefix + "/heartbeat", "offline"))
                        .send());
            }
            await(client.publish(message));
            return new Answer.Taken();
        } catch (ExecutionException e) {
            String cause =
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
            return Answer.Later.because("The MQTT broker %s does not take it: %s".formatted(where, cause));
        } catch (TimeoutException e) {
            return Answer.Later.because(
                    "The MQTT broker %s did not answer within %d s.".formatted(where, PATIENCE.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.Later.because("The sender is to stop.");
        }
    }

    private static <T> T await(CompletableFuture<T> asked)
            throws ExecutionException, TimeoutException, InterruptedException {
        return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        if (client.getState().isConnectedOrReconnect()) {
            client.disconnect();
        }
    }
}
