package org.skycast.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Mutations;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.report.Column;
import org.skycast.edge.source.report.FieldNames;
import org.skycast.edge.source.report.JsonReports;
import org.skycast.edge.source.report.ReportIntake;
import org.skycast.edge.source.report.ReportReader;

/** Messages of which every other has bytes changed, through a broker: what becomes of each is what becomes of it without one. */
@Timeout(120)
class MqttFuzzTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final String TOPIC = "weather/roof";
    private static final String NAME = "a/readings/mqtt/" + TOPIC;
    private static final int MESSAGES = 500;
    private static final String ONE = "{\"ts\": %d, \"t\": 21.5, \"p\": 1009.2, \"on\": true}";
    private static final FieldNames NAMES = new FieldNames.Inline(
            Optional.of("ts"),
            Map.of("air_temperature", new Column("t", "degC"), "air_pressure", new Column("p", "hPa")));

    private final EdgeMetrics alone = new EdgeMetrics();
    private final List<Sample> expected = new ArrayList<>();
    private final ReportIntake intake =
            new ReportIntake("a", NAME, new ReportReader(NAMES.open(), NAME), alone, () -> NOW);

    private static String one(int second) {
        return ONE.formatted(NOW.getEpochSecond() - 10_000 + second);
    }

    private void takeWithoutABroker(byte[] payload) {
        JsonReports found;
        try {
            found = JsonReports.read(payload);
        } catch (IOException e) {
            alone.unreadable(NAME);
            return;
        }
        for (int i = 0; i < found.unreadable(); i++) {
            alone.unreadable(NAME);
        }
        boolean isList = found.reports().size() > 1;
        List<ReportIntake.Given> given = found.reports().stream()
                .map(each -> new ReportIntake.Given(
                        each.report(),
                        TOPIC + "\n" + (isList ? each.text() : new String(payload, StandardCharsets.UTF_8))))
                .toList();
        intake.takeAll(given, expected::addAll);
    }

    @Test
    void eachMessageIsTakenOrCountedAndAGoodOneTakenAfterwards() throws Exception {
        var metrics = new EdgeMetrics();
        var kept = new LinkedBlockingQueue<Sample>();
        try (var broker = new PublishingBroker(TOPIC)) {
            var mqtt = new Mqtt(
                    URI.create("mqtt://127.0.0.1:" + broker.port()),
                    TOPIC,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            var sensor = new MqttSensor("a", new MqttReadings(mqtt, NAMES), metrics, () -> NOW);
            var thread = new Thread(() -> {
                try {
                    sensor.run(kept::addAll);
                } catch (InterruptedException | IOException e) {
                    Thread.currentThread().interrupt();
                }
            });
            // Kept by the broker, so that it tells when the sensor listens.
            broker.publish(true, one(0));
            takeWithoutABroker(one(0).getBytes(StandardCharsets.UTF_8));
            thread.start();
            List<Sample> taken = new ArrayList<>(List.of(next(kept)));
            var random = new SplittableRandom(21);
            for (int i = 1; i <= MESSAGES; i++) {
                String text = i % 3 == 0 ? "[%s, %s]".formatted(one(i), one(i).replace("21.5", "22.5")) : one(i);
                byte[] good = text.getBytes(StandardCharsets.UTF_8);
                byte[] payload = i % 2 == 0 ? good : Mutations.of(good, random);
                takeWithoutABroker(payload);
                broker.publish(false, payload);
            }
            broker.publish(false, one(MESSAGES + 1));
            takeWithoutABroker(one(MESSAGES + 1).getBytes(StandardCharsets.UTF_8));
            while (taken.size() < expected.size()) {
                taken.add(next(kept));
            }
            thread.interrupt();
            thread.join(20_000);
            assertThat(taken).isEqualTo(expected);
            assertThat(kept).isEmpty();
            assertThat(metrics.counts()).isEqualTo(alone.counts());
            assertThat(taken.size()).isGreaterThan(MESSAGES / 3);
            assertThat(alone.counts().get("unreadable." + NAME)).isGreaterThan(MESSAGES / 10L);
        }
    }

    private static Sample next(LinkedBlockingQueue<Sample> kept) throws InterruptedException {
        Sample next = kept.poll(30, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}
