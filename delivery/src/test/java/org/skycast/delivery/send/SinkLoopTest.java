package org.skycast.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.skycast.avro.Alert;
import org.skycast.delivery.WeatherAlertScene;
import org.skycast.delivery.outbox.Answer;
import org.skycast.delivery.outbox.Outbox;
import org.skycast.delivery.outbox.RetryDelay;
import org.skycast.delivery.sink.Sink;
import org.skycast.delivery.sink.SinkSettings;
import org.skycast.schemas.AvroSerdes;
import org.skycast.settings.SettingsFile;
import org.skycast.settings.SettingsFile.Environment;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;

/** A receiver over a log in memory: what it hears, what is parked, and where the next process would begin. */
class SinkLoopTest {

    private static final TopicPartition AT = new TopicPartition(Topics.ALERTS.name(), 0);

    private final Map<String, Object> serdes =
            new HashMap<>(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
    private final Serializer<Alert> alerts =
            AvroSerdes.values(Alert.class, serdes).serializer();
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<String, Alert> producer = new MockProducer<>(true, null, new StringSerializer(), alerts);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Ear ear = new Ear();
    private Instant now = WeatherAlertScene.RAISED.plusSeconds(60);
    private long end;
    private SinkLoop loop;

    /** Answers as it is told to. */
    private static final class Ear implements Sink {

        private final List<String> heard = new ArrayList<>();
        private Answer answer = new Answer.Taken();
        private int repeats;
        private boolean isKilled;
        private String speechless = "";

        @Override
        public Answer tell(List<Alert> told, Instant at) {
            told.forEach(alert -> heard.add(alert.getId() + " " + alert.getState()));
            if (isKilled) {
                throw new IllegalStateException("killed");
            }
            if (told.stream().anyMatch(alert -> alert.getId().equals(speechless))) {
                throw new DateTimeException("no such year");
            }
            return answer;
        }

        @Override
        public Answer beat(Beat beat) {
            heard.add("beat " + beat.holding());
            return answer;
        }

        @Override
        public Answer summarise(Summary summary) {
            heard.add("summary " + summary.passedOver());
            return answer;
        }

        @Override
        public Answer repeat(Collection<Alert> holding, Instant at) {
            repeats++;
            return answer;
        }

        @Override
        public void close() {
            heard.add("closed");
        }
    }

    /** A log with so much in it before the process starts. */
    private void open(Alert... before) {
        var settings = SettingsFile.read(
                "{ file: { path: x } }", "test", "{}", SinkSettings.class, new Environment("NONE_", Map.of()));
        var outbox =
                new Outbox(new RetryDelay(Duration.ofSeconds(1), Duration.ofMinutes(5), new Random(1)), Duration.ZERO);
        var feed = new AlertFeed(consumer, LogValues.of(Topics.ALERTS, serdes, Unreadable.IS_PASSED_OVER), outbox);
        consumer.updateBeginningOffsets(Map.of(AT, 0L));
        consumer.updateEndOffsets(Map.of(AT, (long) before.length));
        consumer.rebalance(List.of(AT));
        for (Alert alert : before) {
            add(alert);
        }
        var parts = new SinkLoop.Parts(
                ear, outbox, feed, new Parking(producer), new Holding(), new SinkMetrics(meters, "ear"));
        loop = new SinkLoop("ear", settings, parts, () -> now);
    }

    private void add(Alert alert) {
        consumer.addRecord(
                new ConsumerRecord<>(AT.topic(), 0, end++, alert.getStationId(), alerts.serialize(AT.topic(), alert)));
    }

    private static Alert message(int incident, String state, int sequence) {
        Alert alert = WeatherAlertScene.message(state, sequence);
        alert.setId("i" + incident);
        alert.setStationId("s" + incident);
        return alert;
    }

    private String committed() {
        var at = consumer.committed(Set.of(AT)).get(AT);
        return at == null ? "-" : at.offset() + " " + at.metadata();
    }

    @Test
    void afterDowntimeTheNewestOfEachIsToldAndOneSummary() {
        open(
                message(1, "RAISED", 1),
                message(1, "UPDATED", 2),
                message(2, "RAISED", 1),
                message(2, "CLEARED", 2),
                message(3, "CLEARED", 4));
        loop.step();
        assertThat(ear.heard).containsExactly("i1 UPDATED", "i3 CLEARED", "beat 1", "summary 3");
        assertThat(committed()).isEqualTo("5 tried:5");
        now = now.plusSeconds(60);
        loop.step();
        assertThat(ear.heard).as("no more").hasSize(4);
        assertThat(ear.repeats).isEqualTo(2);
    }

    @Test
    void whileItIsAwayNothingIsLostAndOnlyTheNewestIsToldAfter() {
        open();
        loop.step();
        ear.answer = Answer.Later.because("It is away.");
        add(message(1, "RAISED", 1));
        loop.step();
        assertThat(committed())
                .as("what is not done with, and that it may know")
                .isEqualTo("0 tried:1");
        for (int minute = 0; minute < 60; minute++) {
            now = now.plusSeconds(60);
            loop.step();
        }
        add(message(1, "UPDATED", 2));
        add(message(1, "UPDATED", 3));
        assertThat(meters.get("skycast.alerts.delivery.failures").counter().count())
                .isBetween(10.0, 60.0);
        ear.answer = new Answer.Taken();
        ear.heard.clear();
        now = now.plusSeconds(300);
        loop.step();
        assertThat(ear.heard).contains("i1 UPDATED").doesNotContain("i1 RAISED");
        assertThat(committed()).isEqualTo("3 tried:3");
        assertThat(meters.get("skycast.alerts.oldest.undelivered.seconds")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void whatItDoesNotWantIsParkedWithTheReasonAndHoldsUpNothing() {
        open();
        loop.step();
        ear.answer = new Answer.Refused("It answered 400.");
        add(message(1, "RAISED", 1));
        loop.step();
        assertThat(producer.history()).singleElement().satisfies(parked -> {
            assertThat(parked.topic()).isEqualTo("skycast.alerts.undelivered");
            assertThat(parked.key()).isEqualTo("s1");
            assertThat(new String(parked.headers().lastHeader("skycast-reason").value(), StandardCharsets.UTF_8))
                    .isEqualTo("It answered 400.");
            assertThat(new String(parked.headers().lastHeader("skycast-sink").value(), StandardCharsets.UTF_8))
                    .isEqualTo("ear");
        });
        assertThat(committed()).isEqualTo("1 tried:1");
    }

    /** Tried again, it would hold up all that comes after it, for ever. */
    @Test
    void ofWhatNoMessageCanBeMadeIsParkedAndTheNextIsTold() {
        open();
        loop.step();
        ear.heard.clear();
        ear.speechless = "i1";
        add(message(1, "RAISED", 1));
        Alert nobody = message(3, "RAISED", 1);
        nobody.setStationId("\u0000");
        nobody.setRule("\u0000");
        add(nobody);
        add(message(2, "RAISED", 1));
        loop.step();
        assertThat(producer.history()).singleElement().satisfies(parked -> {
            assertThat(parked.key()).isEqualTo("s1");
            assertThat(new String(parked.headers().lastHeader("skycast-reason").value(), StandardCharsets.UTF_8))
                    .contains("no such year");
        });
        assertThat(ear.heard).contains("i2 RAISED");
        assertThat(committed()).isEqualTo("3 tried:3");
    }

    @Test
    void whatExpiresWhileItIsAwayIsParked() {
        open();
        loop.step();
        ear.answer = Answer.Later.because("It is away.");
        add(message(1, "RAISED", 1));
        loop.step();
        now = now.plus(Duration.ofHours(5));
        loop.step();
        assertThat(producer.history()).hasSize(1);
        assertThat(committed()).isEqualTo("1 tried:1");
    }

    /** Whoever comes next tells an end only where the beginning may be known. */
    @Test
    void thatItMayKnowIsKeptBeforeItIsTold() {
        open();
        loop.step();
        ear.isKilled = true;
        add(message(1, "RAISED", 1));
        assertThatThrownBy(() -> loop.step()).hasMessage("killed");
        assertThat(committed()).isEqualTo("0 tried:1");
    }

    /** Else it would be neither told nor anywhere to look. */
    @Test
    void whatCannotBeParkedIsNotDoneWith() {
        open();
        loop.step();
        ear.answer = new Answer.Refused("It answered 400.");
        producer.sendException = new KafkaException("away");
        add(message(1, "RAISED", 1));
        assertThatThrownBy(() -> loop.step()).isInstanceOf(KafkaException.class);
        consumer.rebalance(List.of());
        consumer.rebalance(List.of(AT));
        assertThat(committed()).isEqualTo("0 tried:1");
    }

    @Test
    void whatIsNoAlertOrNotForItIsPassedOver() {
        open();
        consumer.addRecord(new ConsumerRecord<>(AT.topic(), 0, end++, "s", new byte[] {1, 2, 3}));
        Alert test = message(1, "RAISED", 1);
        test.getWeather().setStatus("Test");
        add(test);
        Alert drift = message(2, "RAISED", 1);
        drift.setWeather(null);
        add(drift);
        loop.step();
        assertThat(ear.heard).containsExactly("beat 0");
        assertThat(committed()).startsWith("3 ");
        assertThat(meters.get("skycast.alerts.unreadable").counter().count()).isEqualTo(1);
    }
}
