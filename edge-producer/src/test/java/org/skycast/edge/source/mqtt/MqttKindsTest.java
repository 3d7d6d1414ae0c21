package org.skycast.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.report.Column;
import org.skycast.edge.source.report.FieldNames;
import org.skycast.nowcast.observe.Variable;

/** Messages as gateways publish them. */
@Timeout(120)
class MqttKindsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final long EPOCH = NOW.getEpochSecond();
    private static final FieldNames PLAIN = new FieldNames.Inline(
            Optional.of("ts"),
            Map.of("air_temperature", new Column("t", "degC"), "air_pressure", new Column("p", "hPa")));

    private final PublishingBroker broker;
    private final EdgeMetrics metrics = new EdgeMetrics();
    private final LinkedBlockingQueue<Sample.Values> kept = new LinkedBlockingQueue<>();
    private volatile Instant clock = NOW;
    private Thread thread = new Thread(() -> {});

    MqttKindsTest() throws IOException {
        broker = new PublishingBroker("weather/roof");
    }

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(20_000);
        broker.close();
    }

    private MqttSensor sensor(FieldNames names) {
        return sensor(broker.port(), names);
    }

    private MqttSensor sensor(int port, FieldNames names) {
        var mqtt = new Mqtt(
                URI.create("mqtt://127.0.0.1:" + port),
                "weather/roof",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new MqttSensor("a", new MqttReadings(mqtt, names), metrics, () -> clock);
    }

    private void run(FieldNames names) {
        run(sensor(names));
    }

    private void run(MqttSensor sensor) {
        thread = new Thread(() -> {
            try {
                sensor.run(taken -> taken.forEach(one -> kept.add((Sample.Values) one)));
            } catch (InterruptedException | IOException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
    }

    private void publish(boolean retained, String text) {
        broker.publish(retained, text);
    }

    private Sample.Values next() throws InterruptedException {
        Sample.Values next = kept.poll(30, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private void awaitCount(String what, long number) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (metrics.counts().getOrDefault(what + ".a/readings/mqtt/weather/roof", 0L) < number
                && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(metrics.counts()).containsEntry(what + ".a/readings/mqtt/weather/roof", number);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messageThatTheBrokerKeptAndDoesNotSayItsTimeIsLeftAside(boolean flagged) throws Exception {
        FieldNames names = new FieldNames.Named("ecowitt2mqtt-metric");
        List<String> kept = List.of(
                "{\"temp\": 21.5, \"humidity\": 50, \"totalrain\": 120.0}",
                "{\"dateutc\": \"now\", \"temp\": 21.5}",
                "{\"dateutc\": %d, \"temp\": 9.5}".formatted(EPOCH - 600));
        try (var retaining = new RetainingBroker(!flagged, flagged, kept)) {
            if (flagged) {
                SourceCheck check = sensor(retaining.port(), names).check(Duration.ofSeconds(10));
                assertThat(check.says())
                        .isEqualTo(
                                "On weather/roof came a report of 2026-06-01T11:50:00Z: air_temperature 9.500 degC.");
            }
            run(sensor(retaining.port(), names));
            // What says its time is of that time.
            Sample.Values taken = next();
            assertThat(taken.at()).isEqualTo(NOW.minusSeconds(600));
            assertThat(taken.values()).containsEntry(Variable.AIR_TEMPERATURE, 9.5);
            awaitCount("left_aside", 2);
        }
        assertThat(this.kept).isEmpty();
    }

    @Test
    void checkSaysThatARetainedMessageIsLeftAside() throws Exception {
        try (var retaining = new RetainingBroker(false, true, List.of("{\"t\": 21.5}"))) {
            assertThat(sensor(retaining.port(), PLAIN)
                            .check(Duration.ofSeconds(2))
                            .says())
                    .isEqualTo(
                            "On weather/roof came a report that is left aside: the broker has kept it for whoever comes, and it"
                                    + " does not say when it was measured; nothing else came.");
        }
    }

    @Test
    void retainedMessageThatSaysItsTimeIsOfThatTimeOnceOverAReconnect() throws Exception {
        publish(true, "{\"ts\": %d, \"t\": 9.5}".formatted(EPOCH - 600));
        run(PLAIN);
        Sample.Values first = next();
        assertThat(first.at()).isEqualTo(NOW.minusSeconds(600));
        thread.interrupt();
        thread.join(20_000);
        MqttSensor restarted = sensor(PLAIN);
        restarted.resumeAfter(first.item());
        run(restarted);
        awaitCount("left_aside", 1);
        assertThat(kept).isEmpty();
    }

    @Test
    void valueThatIsNoNumberIsMissingAndTheRestTaken() throws Exception {
        var check = new CompletableFuture<SourceCheck>();
        var checking = new Thread(() -> check.complete(sensor(PLAIN).check(Duration.ofSeconds(20))));
        checking.start();
        run(PLAIN);
        int second = 0;
        // Either may be the later one to listen.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while ((!check.isDone() || kept.isEmpty()) && System.nanoTime() < deadline) {
            publish(false, "{\"ts\": %d, \"t\": nan, \"p\": 1009.2}".formatted(EPOCH + second++));
        }
        assertThat(check.get().says()).contains("air_pressure 1009 hPa; one value is missing, for it is no number.");
        assertThat(next().values()).containsOnlyKeys(Variable.PRESSURE).containsEntry(Variable.PRESSURE, 1009.2);
    }

    @Test
    void checkKeepsTheFirstReason() throws Exception {
        publish(true, "hello");
        SourceCheck check = sensor(PLAIN).check(Duration.ofSeconds(2));
        assertThat(check).isInstanceOf(SourceCheck.Failed.class);
        assertThat(check.says()).startsWith("On weather/roof came a report that is of no use: it is no JSON");
    }

    @Test
    void listOfObjectsIsTakenInOrderAndWhatIsNoneInItCounted() throws Exception {
        publish(true, "[{\"ts\": %d, \"t\": 9.2}, 7, {\"ts\": %d, \"t\": 9.1}]".formatted(EPOCH, EPOCH - 60));
        run(PLAIN);
        assertThat(next().values()).containsEntry(Variable.AIR_TEMPERATURE, 9.1);
        assertThat(next().values()).containsEntry(Variable.AIR_TEMPERATURE, 9.2);
        awaitCount("unreadable", 1);
        publish(false, "[{\"ts\": %d, \"t\": 9.2}, {\"ts\": %d, \"t\": 9.3}]".formatted(EPOCH, EPOCH + 60));
        assertThat(next().at()).isEqualTo(NOW.plusSeconds(60));
    }

    private static String loop(long at, String rain) {
        return "{\"dateTime\": \"%d\", \"usUnits\": \"16\", \"outTemp_C\": \"11.1\", \"rain_cm\": \"%s\"}"
                .formatted(at, rain);
    }

    private static String archive(long at, String rain) {
        return loop(at, rain).replace("\"usUnits\"", "\"interval_minute\": \"5.0\", \"usUnits\"");
    }

    private double rain(int records) throws InterruptedException {
        double sum = 0;
        for (int i = 0; i < records; i++) {
            sum += next().values().getOrDefault(Variable.RAIN, 0.0);
        }
        return sum;
    }

    @Test
    void ofLoopAndArchiveRecordsOneKindIsTaken() throws Exception {
        clock = NOW.plusSeconds(4300);
        run(new FieldNames.Named("weewx"));
        publish(true, loop(EPOCH, "0.02"));
        assertThat(rain(1)).isCloseTo(0.2, within(1e-9));
        publish(false, loop(EPOCH + 30, "0.03"));
        publish(false, archive(EPOCH + 30, "0.05"));
        publish(false, loop(EPOCH + 60, "0.00"));
        assertThat(rain(2)).isCloseTo(0.3, within(1e-9));
        awaitCount("left_aside", 1);
        // Loop packets end; after an hour archive records are taken, and loop packets then left aside.
        publish(false, archive(EPOCH + 4000, "0.10"));
        publish(false, loop(EPOCH + 4010, "0.10"));
        publish(false, archive(EPOCH + 4300, "0.10"));
        assertThat(rain(2)).isCloseTo(2.0, within(1e-9));
        awaitCount("left_aside", 2);
        assertThat(List.copyOf(kept)).isEmpty();
    }
}
