package org.skycast.trials.alert;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Alert;
import org.skycast.avro.Forecast;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.nowcast.alert.AlertMessage;
import org.skycast.nowcast.alert.AlertOutcome;
import org.skycast.nowcast.alert.AlertWording;
import org.skycast.nowcast.alert.LeadSkill;
import org.skycast.nowcast.alert.StationAlertJudge;
import org.skycast.nowcast.alert.StationAlerts;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.verify.ForecastCheck;
import org.skycast.records.ForecastRecords;
import org.skycast.records.WeatherAlertRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.StartupException;
import org.skycast.streams.alert.AlertRuleLog;
import org.skycast.streams.log.LogEntry;
import org.skycast.streams.log.LogException;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;
import org.skycast.trials.replay.RunTopics;
import org.skycast.trials.replay.TopicSpans;

/**
 * Judges forecasts of the log once more, by the rules in the log and by the code that runs live. What falls due is told
 * with the time at which it did, so no ticks are needed: the forecasts of a partition tell its time.
 */
public final class AlertReplay {

    private final Map<String, ?> clients;
    private final Range range;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * What is asked for.
     *
     * @param forecasts the topic of the forecasts
     * @param from the first reference time of which messages are told
     * @param to reference times from this on are left aside
     * @param topic a topic of its own, where messages go
     */
    public record Range(String forecasts, Instant from, Instant to, String topic) {}

    /** @param clients properties of the Kafka clients and the Avro serdes, by their own names */
    public AlertReplay(Map<String, ?> clients, Range range) {
        this.clients = clients;
        this.range = range;
    }

    /**
     * Makes the topic and runs it; gives how many messages it wrote.
     *
     * @throws StartupException if there is such a topic already, or the log has no longer what is needed
     * @throws LogException if the broker does not take what is written
     */
    public int run() {
        try (var topics = new RunTopics(clients)) {
            if (topics.isThere(range.topic())) {
                throw new StartupException(
                        "There is a topic %s already; give --topic a name that is free.".formatted(range.topic()));
            }
        }
        AlertBook book = new AlertRuleLog(clients).read();
        AlertReplayStart start = AlertReplayStart.in(clients, range.from());
        try (var spans = new TopicSpans(clients)) {
            start.requireKept(range.forecasts(), spans.keptFrom(range.forecasts()));
        }
        try (var topics = new RunTopics(clients)) {
            topics.create(range.forecasts(), List.of(range.topic()));
        }
        return judged(book, start);
    }

    private int judged(AlertBook book, AlertReplayStart start) {
        try (LogReader reader = LogReader.on(clients);
                Producer<String, Alert> producer = producer()) {
            int written = 0;
            for (LogSpan span : reader.since(range.forecasts(), start.earliest())) {
                var partition = new Part(span.partition().partition(), book, start, producer);
                var values = LogValues.of(Topics.FORECASTS, clients, Unreadable.IS_PASSED_OVER);
                reader.read(span, record -> values.entry(record).ifPresent(partition::take));
                written += partition.end();
            }
            producer.flush();
            if (failure.get() != null) {
                throw new LogException(
                        "Messages could not be written to %s: %s; delete it and try again."
                                .formatted(range.topic(), failure.get().getMessage()),
                        failure.get());
            }
            return written;
        }
    }

    private Producer<String, Alert> producer() {
        return new KafkaProducer<>(
                new HashMap<>(clients),
                new StringSerializer(),
                AvroSerdes.values(Alert.class, clients).serializer());
    }

    /** One partition: its stations, each as far as it has come. */
    private final class Part {

        private final int number;
        private final AlertBook book;
        private final AlertReplayStart start;
        private final Producer<String, Alert> producer;
        private final Map<String, StationAlerts> stations = new HashMap<>();
        private int written;

        Part(int number, AlertBook book, AlertReplayStart start, Producer<String, Alert> producer) {
            this.number = number;
            this.book = book;
            this.start = start;
            this.producer = producer;
        }

        void take(LogEntry<Forecast> entry) {
            var forecast = ForecastRecords.toDomain(entry.value());
            Instant reference = forecast.referenceTime();
            Instant appendedAt = Instant.ofEpochMilli(entry.timestamp());
            // As the live stage does.
            if (ForecastCheck.fault(entry.key(), forecast, appendedAt).isPresent()) {
                return;
            }
            if (reference.isBefore(start.of(entry.key())) || !reference.isBefore(range.to())) {
                return;
            }
            StationAlerts before = stations.getOrDefault(entry.key(), StationAlerts.NONE);
            var at = new Origin(entry.partition().topic(), entry.partition().partition(), entry.offset());
            keep(entry.key(), judge(entry.key()).take(before, forecast, at));
        }

        /** The range is over, and with it the time. */
        int end() {
            stations.keySet().stream()
                    .sorted()
                    .toList()
                    .forEach(station -> keep(
                            station,
                            judge(station).pass(stations.getOrDefault(station, StationAlerts.NONE), range.to())));
            return written;
        }

        private StationAlertJudge judge(String station) {
            return new StationAlertJudge(station, book, LeadSkill.LEARNT);
        }

        private void keep(String station, AlertOutcome outcome) {
            stations.put(station, outcome.next());
            write(outcome.messages());
        }

        private void write(List<AlertMessage> messages) {
            for (AlertMessage message : messages) {
                if (!message.sent().isBefore(range.from())) {
                    Alert alert = WeatherAlertRecords.toAvro(message);
                    alert.getWeather().setStatus(AlertWording.Status.Test.name());
                    producer.send(
                            new ProducerRecord<>(range.topic(), number, message.stationId(), alert),
                            (written, e) -> failure.compareAndSet(null, e));
                    written++;
                }
            }
        }
    }
}
