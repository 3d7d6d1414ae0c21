package org.skycast.trials.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.skycast.avro.StationLearning;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.streams.StartupException;
import org.skycast.streams.log.LogEntry;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.streams.log.PartitionLog;
import org.skycast.topics.Topics;
import org.skycast.trials.replay.ReplayLearning.Side;
import org.skycast.trials.replay.ReplayPlan.Ask;
import org.skycast.trials.replay.ReplayPlan.Span;

/** Decides how the bundles that a replay runs come to what stations have taught them. */
final class LearningDecision {

    private final Map<String, Object> clients;
    private final Ask ask;
    private final Duration slotLength;

    LearningDecision(Map<String, Object> clients, Ask ask, Duration slotLength) {
        this.clients = clients;
        this.ask = ask;
        this.slotLength = slotLength;
    }

    /** @throws StartupException if what was recorded is asked for, and there is nothing of a bundle */
    ReplayLearning of(Bundles.Choice choice) {
        Side champion = choice.champion().map(this::side).orElse(Side.OFF);
        return new ReplayLearning(side(choice.candidate()), champion, ask.from());
    }

    private Side side(ModelBundle bundle) {
        return switch (ask.learning()) {
            case OWN -> Side.OWN;
            case OFF -> Side.OFF;
            case AUTO -> wasLive(bundle) ? Side.RECORDED : Side.OWN;
            case RECORDED -> {
                if (!wasLive(bundle)) {
                    throw new StartupException(
                            "What stations taught %s live is not recorded for all of the range; leave --learning recorded off, and it learns in the replay."
                                    .formatted(bundle.model().id()));
                }
                yield Side.RECORDED;
            }
        };
    }

    /**
     * Whether the log holds what was in force of it, and of no other bundle, over the range. What is joined anew is another
     * log than the one that the live stage learnt from.
     */
    private boolean wasLive(ModelBundle bundle) {
        return ask.slotMinutes() == 0 && taught().equals(Set.of(bundle.model().sha256()));
    }

    /** The bundles that were taught live on the days of the range, by sha256; none where retention has taken a part. */
    private Set<String> taught() {
        String topic = Topics.LEARNED.name();
        Instant since = LoggedLearning.since(ask, slotLength);
        Set<String> taught = new HashSet<>();
        try (var topics = new RunTopics(clients);
                var range = new TopicSpans(clients)) {
            if (!topics.isThere(topic)
                    || range.keptFrom(topic).filter(since::isBefore).isPresent()) {
                return Set.of();
            }
            for (Span span : range.spans(topic, since)) {
                try (var log = new PartitionLog<>(
                        clients, span.of(topic), LogValues.of(Topics.LEARNED, clients, Unreadable.IS_PASSED_OVER))) {
                    while (log.hasNext()) {
                        LogEntry<StationLearning> entry = log.next();
                        if (isOfTheRange(entry.value())) {
                            taught.add(entry.value().getBundleSha256());
                        }
                    }
                }
            }
        }
        return taught;
    }

    private boolean isOfTheRange(StationLearning snapshot) {
        Instant firstSlot = ask.from().minus(slotLength);
        return ask.concerns(snapshot.getStationId())
                && !snapshot.getFrom().isBefore(firstSlot.truncatedTo(ChronoUnit.DAYS))
                && snapshot.getFrom().isBefore(ask.to());
    }
}
