package org.skycast.streams.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.Origin;
import org.skycast.streams.guard.DeadLetters;
import org.skycast.streams.guard.SetAside;
import org.skycast.streams.guard.StageGuard;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a record that cannot be read: it goes to the dead letters and is counted. Of a topic that several stages read,
 * one puts its records aside and counts them; the others pass them over, but for those on which their own threads died.
 */
final class UnreadableRecords {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRecords.class);

    private final Optional<StageGuard> guard;
    private final DeadLetters letters;
    private final @Nullable Stage stage;
    private final @Nullable NowcastMetrics metrics;

    /** @param configs of a handler of failures */
    UnreadableRecords(Map<String, ?> configs) {
        guard = StageGuard.of(configs);
        letters = DeadLetters.of(configs);
        stage = configs.get(RunningStage.CONFIG) instanceof Stage known ? known : null;
        metrics = configs.get(NowcastMetrics.CONFIG) instanceof NowcastMetrics known ? known : null;
    }

    /**
     * What is to be written of it; nothing if another stage writes it.
     *
     * @param key as it came
     * @param value as it came; nothing of one that was put aside before it was decoded
     * @param fault why it cannot be read
     */
    List<ProducerRecord<byte[], byte[]>> letters(
            Origin at, byte @Nullable [] key, byte @Nullable [] value, String fault) {
        Optional<SetAside> aside = guard.flatMap(known -> known.takeAside(at));
        boolean isOwnDeath = aside.map(SetAside::why).equals(Optional.of(SetAside.Why.PASSED_OVER));
        if (stage != null && !stage.answersFor(at.topic()) && !isOwnDeath) {
            return List.of();
        }
        if (metrics != null) {
            metrics.deadLetter(at.topic());
            if (isOwnDeath) {
                metrics.passedOver(at.topic());
            }
        }
        String why = aside.map(SetAside::why).orElse(SetAside.Why.UNREADABLE).name();
        String detail = aside.map(SetAside::detail).orElse(fault);
        LOG.warn("The record at {} is put aside as {}: {}", place(at), why, detail);
        return aside.map(known -> letters.letter(at, known))
                .orElseGet(() -> letters.letter(at, why, detail, key, value));
    }

    static String place(Origin at) {
        return "%s-%d@%d".formatted(at.topic(), at.partition(), at.offset());
    }
}
