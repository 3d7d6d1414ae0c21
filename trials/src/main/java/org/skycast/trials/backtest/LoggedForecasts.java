package org.skycast.trials.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.verify.ForecastCheck;
import org.skycast.records.ForecastRecords;
import org.skycast.records.ObservationRecords;
import org.skycast.streams.StartupException;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;
import org.skycast.trials.replay.TopicSpans;

/** Forecasts as they stand in a topic, and the observations in the log. */
public final class LoggedForecasts implements ForecastSource {

    /** A station's clock may be ahead, and its records then come before their time. */
    static final Duration AHEAD = Duration.ofMinutes(10);

    private final Map<String, ?> clients;
    private final String topic;

    /**
     * @param clients properties of the Kafka clients and the Avro serdes, by their own names
     * @param topic of the forecasts
     */
    public LoggedForecasts(Map<String, ?> clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    @Override
    public String words() {
        return topic.equals(Topics.FORECASTS.name()) ? "as they went out" : "those of the topic " + topic;
    }

    @Override
    public Archives read(BackTestAsk ask) {
        requireKept(clients, topic, ask.from());
        var archives = new Archives(ask);
        observe(ask, archives);
        var values = LogValues.of(Topics.FORECASTS, clients, Unreadable.IS_PASSED_OVER);
        try (LogReader reader = LogReader.on(clients)) {
            for (LogSpan span : reader.since(topic, ask.from().minus(AHEAD))) {
                reader.read(
                        span,
                        record -> values.entry(record).ifPresent(entry -> {
                            if (ask.concerns(String.valueOf(entry.key()))) {
                                var forecast = ForecastRecords.toDomain(entry.value());
                                Instant appendedAt = Instant.ofEpochMilli(entry.timestamp());
                                // As the live stage does.
                                if (ForecastCheck.fault(entry.key(), forecast, appendedAt)
                                        .isEmpty()) {
                                    var at = new Origin(topic, entry.partition().partition(), entry.offset());
                                    archives.of(entry.key()).add(forecast, at);
                                }
                            }
                        }));
            }
        }
        return archives;
    }

    private void observe(BackTestAsk ask, Archives archives) {
        var values = LogValues.of(Topics.OBSERVATIONS, clients, Unreadable.IS_PASSED_OVER);
        try (LogReader reader = LogReader.on(clients)) {
            for (LogSpan span :
                    reader.since(Topics.OBSERVATIONS.name(), ask.measuredFrom().minus(AHEAD))) {
                reader.read(
                        span,
                        record -> values.entry(record).ifPresent(entry -> {
                            if (ask.concerns(String.valueOf(entry.key()))) {
                                archives.of(entry.key()).add(ObservationRecords.toDomain(entry.value()));
                            }
                        }));
            }
        }
    }

    /** @throws StartupException if retention has taken a part of what is asked for */
    static void requireKept(Map<String, ?> clients, String topic, Instant from) {
        try (var spans = new TopicSpans(clients)) {
            spans.keptFrom(topic).filter(from::isBefore).ifPresent(kept -> {
                throw new StartupException(
                        "%s holds all records from %s on; give --from that or later.".formatted(topic, kept));
            });
        }
    }
}
