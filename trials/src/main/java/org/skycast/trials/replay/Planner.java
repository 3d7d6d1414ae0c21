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
     * @throws StartupException if a station is unknown, the range holds nothing, or retention has taken a part of it
     */
    ReplayPlan plan(String runId, Ask ask, SkySource skies, List<FeatureSpec> specs) {
        checkStations(ask.stations());
        Duration history = history(specs);
        String topic = Topics.OBSERVATIONS.name();
        List<Span> spans = spans(topic, ask, history, specs);
        return new ReplayPlan(runId, ask, skies, topic, spans, new TreeMap<>());
    }

    /**
     * A plan that joins anew.
     *
     * @throws StartupException as {@link #plan} does, of the readings in the place of the observations
     */
    ReplayPlan planJoin(String runId, Ask ask, List<FeatureSpec> specs) {
        checkStations(ask.stations());
        Duration history = history(specs);
        var inputs = new TreeMap<String, List<Span>>();
        try (var range = new TopicSpans(clients)) {
            for (Topic<?> input : Rejoin.INPUTS) {
                // Stations may have been registered long ago.
                boolean whole = input == Topics.STATIONS;
                inputs.put(input.name(), range.spans(input.name(), whole ? Instant.EPOCH : begin(ask, history)));
            }
        }
        spans(Topics.READINGS.name(), ask, history, specs);
        String observations = ReplayPlan.topic(runId, "observations");
        return new ReplayPlan(runId, ask, SkySource.OBSERVATIONS, observations, List.of(), inputs);
    }

    /** The part of a topic in which all of the range and of the histories before it stands. */
    private List<Span> spans(String topic, Ask ask, Duration history, List<FeatureSpec> specs) {
        try (var range = new TopicSpans(clients)) {
            range.keptFrom(topic)
                    .ifPresent(
                            kept -> checkKept(topic, ask, history, specs.get(0).slotLength(), kept));
            List<Span> spans = range.spans(topic, begin(ask, history));
            if (spans.stream().allMatch(span -> span.records() == 0)) {
                throw new StartupException(
                        "The topic %s holds nothing that the log took at %s or later; give a range that it covers."
                                .formatted(topic, begin(ask, history)));
            }
            return spans;
        }
    }

    private static Instant begin(Ask ask, Duration history) {
        return ask.from().minus(history).minus(AHEAD);
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
        var values = LogValues.of(Topics.STATIONS, clients, Unreadable.FAILS);
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
