package org.skycast.trials.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.skycast.avro.SensorReading;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.observe.Slot;
import org.skycast.streams.StartupException;
import org.skycast.streams.forecast.SkySource;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;
import org.skycast.trials.replay.ReplayPlan.Ask;
import org.skycast.trials.replay.ReplayPlan.Span;

/** Makes a plan of what was asked, and says in one sentence why there can be none. */
final class Planner {

    /**
     * How much earlier than its slot's end an observation can have come into the log: a station's clock may be ahead by
     * five minutes (the topology's {@code aheadOfLog}), and as much again for one that was configured wider.
     */
    static final Duration AHEAD = Duration.ofMinutes(10);

    private final Map<String, Object> clients;

    Planner(Map<String, Object> clients) {
        this.clients = clients;
    }

    /**
     * A plan over the observation log.
     *
     * @param specs what the models read: the log is read from so much earlier that every history is full
     * @param learning how the bundles learn: where one does so here, from so much earlier as is asked for and kept
     * @throws StartupException if a station is unknown, the range holds nothing, or retention has taken a part of it
     */
    ReplayPlan plan(String runId, Ask ask, SkySource skies, List<FeatureSpec> specs, ReplayLearning learning) {
        checkStations(ask.stations());
        String topic = Topics.OBSERVATIONS.name();
        Reach reach = reach(topic, ask, specs, learning);
        return new ReplayPlan(runId, ask, skies, topic, reach.spans(), new TreeMap<>(), reach.learning());
    }

    /**
     * A plan that joins anew.
     *
     * @throws StartupException as {@link #plan} does, of the readings in the place of the observations
     */
    ReplayPlan planJoin(String runId, Ask ask, List<FeatureSpec> specs, ReplayLearning learning) {
        checkStations(ask.stations());
        ReplayLearning reaching =
                reach(Topics.READINGS.name(), ask, specs, learning).learning();
        Instant begin = begin(reaching, history(specs));
        var inputs = new TreeMap<String, List<Span>>();
        try (var range = new TopicSpans(clients)) {
            for (Topic<?> input : Rejoin.INPUTS) {
                // Stations may have been registered long ago.
                boolean whole = input == Topics.STATIONS;
                inputs.put(input.name(), range.spans(input.name(), whole ? Instant.EPOCH : begin));
            }
        }
        String observations = ReplayPlan.topic(runId, "observations");
        return new ReplayPlan(runId, ask, SkySource.OBSERVATIONS, observations, List.of(), inputs, reaching);
    }

    /** How far back the log is read, and the part of it that is. */
    private record Reach(List<Span> spans, ReplayLearning learning) {}

    /** The part of a topic in which all of the range stands, and before it the warm-up and the histories. */
    private Reach reach(String topic, Ask ask, List<FeatureSpec> specs, ReplayLearning learning) {
        Duration history = history(specs);
        Duration slot = specs.get(0).slotLength();
        try (var range = new TopicSpans(clients)) {
            Optional<Instant> kept = range.keptFrom(topic);
            kept.ifPresent(from -> checkKept(topic, ask, history, slot, from));
            ReplayLearning reaching = learning.isOwn()
                    ? learning.from(warmFrom(
                            ask,
                            kept.map(from -> Slot.holding(from, slot).end().plus(history))
                                    .or(() -> firstObserved(range, topic))))
                    : learning;
            Instant begin = begin(reaching, history);
            List<Span> spans = range.spans(topic, begin);
            if (spans.stream().allMatch(span -> span.records() == 0)) {
                throw new StartupException(
                        "The topic %s holds nothing that the log took at %s or later; give a range that it covers."
                                .formatted(topic, begin));
            }
            return new Reach(spans, reaching);
        }
    }

    /** When the first slot ended, or the first reading was taken, of those that the log holds. */
    private Optional<Instant> firstObserved(TopicSpans range, String topic) {
        Stream<Instant> firsts = topic.equals(Topics.READINGS.name())
                ? range.firstValues(topic, LogValues.of(Topics.READINGS, clients, Unreadable.IS_PASSED_OVER)).stream()
                        .map(SensorReading::getObservedAt)
                : range
                        .firstValues(topic, LogValues.of(Topics.OBSERVATIONS, clients, Unreadable.IS_PASSED_OVER))
                        .stream()
                        .map(of -> of.getSlotStart().plus(Duration.ofMinutes(of.getSlotMinutes())));
        return firsts.min(Comparator.naturalOrder());
    }

    /**
     * From when on the bundles learn: as long before the range as is asked for, or as the log goes back.
     *
     * @param possible the first reference time for which the log holds enough; absent where it holds nothing
     */
    static Instant warmFrom(Ask ask, Optional<Instant> possible) {
        Instant wanted = ask.from().minus(ask.warmUp());
        return possible.filter(wanted::isBefore)
                .map(first -> first.isBefore(ask.from()) ? first : ask.from())
                .orElse(wanted);
    }

    private static Instant begin(ReplayLearning learning, Duration history) {
        return learning.from().minus(history).minus(AHEAD);
    }

    private static Duration history(List<FeatureSpec> specs) {
        return specs.stream()
                .map(spec -> spec.remembers().plus(spec.slotLength()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** @param kept the time from which on every record is still there */
    static void checkKept(String topic, Ask ask, Duration history, Duration slot, Instant kept) {
        // The first slot of which everything came after the oldest record that is left, and a full history after it.
        Instant whole = Slot.holding(kept, slot).end();
        Instant possible = whole.plus(history);
        if (ask.from().minus(history).isBefore(whole)) {
            String remains = possible.isBefore(ask.to())
                    ? "what remains can be replayed with --from %s".formatted(possible)
                    : "nothing of the range remains";
            throw new StartupException(
                    "Retention has taken from %s what is older than %s, and forecasts from %s on rest on it; %s."
                            .formatted(topic, whole, ask.from(), remains));
        }
    }

    private void checkStations(Set<String> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>();
        var values = LogValues.of(Topics.STATIONS, clients, Unreadable.IS_PASSED_OVER);
        try (var reader = LogReader.on(clients)) {
            reader.forEach(Topics.STATIONS.name(), values, station -> known.add(station.key()));
        }
        Optional<String> unknown =
                wanted.stream().filter(id -> !known.contains(id)).findFirst();
        if (unknown.isPresent()) {
            throw new StartupException("No station '%s' is registered; registered are: %s."
                    .formatted(
                            unknown.get(),
                            String.join(", ", known.stream().sorted().limit(20).toList())));
        }
    }
}
