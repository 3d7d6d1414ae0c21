package org.skycast.trials.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Origin;
import org.skycast.records.ForecastRecords;
import org.skycast.records.ObservationRecords;
import org.skycast.streams.log.LogEntry;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.streams.log.PartitionLog;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;
import org.skycast.trials.replay.ReplayPlan.Span;

/**
 * Walks along the observation log with what two models said of each observation. Forecasts name the observation that
 * they were made of, and stand in its order, so all three are read once, side by side.
 */
final class PairedForecasts {

    private final ReplayPlan plan;
    private final Map<String, Object> clients;
    private final Sides sides;

    /**
     * Where two models' forecasts are.
     *
     * @param candidateTopic the topic of the candidate's
     * @param candidate the part of each partition that is read, by number
     */
    record Sides(String candidateTopic, List<Span> candidate, String championTopic, List<Span> champion) {}

    /**
     * An observation and what was said of it.
     *
     * @param timestamp when the log took the observation, in milliseconds since 1970
     */
    record Step(
            org.skycast.nowcast.observe.Observation observation,
            Origin at,
            long timestamp,
            Optional<Said> candidate,
            Optional<Said> champion) {}

    /** A forecast and where it stands. */
    record Said(Origin at, Forecast forecast) {}

    PairedForecasts(ReplayPlan plan, Map<String, Object> clients, Sides sides) {
        this.plan = plan;
        this.clients = clients;
        this.sides = sides;
    }

    /** Walks along the plan's stations in one partition, and tells of each observation and what was said of it. */
    void walk(Span span, Consumer<Step> walker) {
        try (var observations = open(Topics.OBSERVATIONS, plan.observations(), span, ObservationRecords::toDomain);
                var candidate = forecasts(sides.candidateTopic(), of(sides.candidate(), span));
                var champion = forecasts(sides.championTopic(), of(sides.champion(), span))) {
            while (observations.hasNext()) {
                LogEntry<org.skycast.nowcast.observe.Observation> entry = observations.next();
                var at = new Origin(plan.observations(), span.partition(), entry.offset());
                Optional<Said> byCandidate = said(candidate, sides.candidateTopic(), at, span.end());
                Optional<Said> byChampion = said(champion, sides.championTopic(), at, span.end());
                if (plan.ask().concerns(entry.key())) {
                    walker.accept(new Step(entry.value(), at, entry.timestamp(), byCandidate, byChampion));
                }
            }
        }
    }

    /**
     * The forecast that was made of the observation at {@code at}, if there is one that is wanted.
     *
     * @param end of the observations that are read; a forecast that says that it was made of a later one waits for none
     */
    private Optional<Said> said(PartitionLog<Forecast> forecasts, String topic, Origin at, long end) {
        while (forecasts.hasNext()) {
            long of = forecasts.peek().value().lineage().observation().offset();
            if (of > at.offset() && of < end) {
                return Optional.empty();
            }
            LogEntry<Forecast> entry = forecasts.next();
            if (of == at.offset()) {
                Forecast forecast = entry.value();
                return plan.ask().wants(forecast.stationId(), forecast.referenceTime())
                        ? Optional.of(new Said(new Origin(topic, at.partition(), entry.offset()), forecast))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Span of(List<Span> spans, Span like) {
        return spans.stream()
                .filter(span -> span.partition() == like.partition())
                .findFirst()
                .orElse(new Span(like.partition(), 0, 0));
    }

    private PartitionLog<Forecast> forecasts(String topic, Span span) {
        return open(Topics.FORECASTS, topic, span, ForecastRecords::toDomain);
    }

    /** What is none was put aside when it came, and a sentence says that it is passed over. */
    private <T extends SpecificRecord, V> PartitionLog<V> open(
            Topic<T> like, String topic, Span span, Function<T, V> as) {
        var values = LogValues.of(like, clients, Unreadable.IS_PASSED_OVER).as(as);
        return new PartitionLog<>(clients, span.of(topic), values);
    }
}
