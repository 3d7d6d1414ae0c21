package org.skycast.trials.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.skycast.avro.StationLearning;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.records.StationLearningRecords;
import org.skycast.streams.forecast.LearningArchive;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.streams.log.PartitionLog;
import org.skycast.topics.Topics;
import org.skycast.trials.replay.ReplayPlan.Ask;
import org.skycast.trials.replay.ReplayPlan.Span;

/**
 * What was in force live, read along with the observations: a snapshot stands in the partition of the observation that it
 * names, in the order of these.
 */
final class LoggedLearning implements LearningArchive {

    private final IntFunction<Snapshots> log;
    private final Map<Key, LearningSnapshot> inForce = new HashMap<>();
    private Optional<Reading> open = Optional.empty();

    /** @param log opens a partition of it at a time before which nothing is in force any more */
    LoggedLearning(IntFunction<Snapshots> log) {
        this.log = log;
    }

    private record Key(String stationId, String sha256) {}

    private record Reading(int partition, Snapshots snapshots) {}

    /** A partition's snapshots, one after the other. */
    interface Snapshots extends AutoCloseable {

        /** The next one, if the observation that it names stands no later than at {@code offset}. */
        Optional<StationLearning> upTo(long offset);

        @Override
        void close();
    }

    /** As the live stage has written it, for a range. */
    static LoggedLearning on(Map<String, Object> clients, Ask ask, Duration slotLength) {
        return new LoggedLearning(partition -> partition(clients, partition, since(ask, slotLength)));
    }

    /**
     * From when on the log is read for a range: each station's first forecast of a day puts a snapshot in force.
     */
    static Instant since(Ask ask, Duration slotLength) {
        return ask.from().minus(Duration.ofDays(1)).minus(slotLength).minus(Planner.AHEAD);
    }

    private static Snapshots partition(Map<String, Object> clients, int partition, Instant since) {
        String topic = Topics.LEARNED.name();
        try (var range = new TopicSpans(clients)) {
            Span span = range.spans(topic, since).stream()
                    .filter(of -> of.partition() == partition)
                    .findFirst()
                    .orElse(new Span(partition, 0, 0));
            var log = new PartitionLog<>(
                    clients, span.of(topic), LogValues.of(Topics.LEARNED, clients, Unreadable.IS_PASSED_OVER));
            return new LoggedSnapshots(log);
        }
    }

    private record LoggedSnapshots(PartitionLog<StationLearning> log) implements Snapshots {
        @Override
        public Optional<StationLearning> upTo(long offset) {
            return log.hasNext() && log.peek().value().getObservation().getOffset() <= offset
                    ? Optional.of(log.next().value())
                    : Optional.empty();
        }

        @Override
        public void close() {
            log.close();
        }
    }

    @Override
    public Optional<LearningSnapshot> inForce(Model model, LoggedObservation observation) {
        readTo(observation.at());
        return Optional.ofNullable(inForce.get(new Key(observation.observation().stationId(), model.sha256())));
    }

    private void readTo(Origin at) {
        Snapshots snapshots = snapshots(at.partition());
        for (var next = snapshots.upTo(at.offset()); next.isPresent(); next = snapshots.upTo(at.offset())) {
            LearningSnapshot snapshot = StationLearningRecords.toDomain(next.get());
            inForce.put(new Key(snapshot.stationId(), snapshot.model().sha256()), snapshot);
        }
    }

    private Snapshots snapshots(int partition) {
        if (open.filter(reading -> reading.partition() == partition).isEmpty()) {
            close();
            inForce.clear();
            open = Optional.of(new Reading(partition, log.apply(partition)));
        }
        return open.get().snapshots();
    }

    @Override
    public void close() {
        open.ifPresent(reading -> reading.snapshots().close());
        open = Optional.empty();
    }
}
