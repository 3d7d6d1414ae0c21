package org.skycast.trials;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skycast.nowcast.learn.Issue;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.verify.Awaited;
import org.skycast.nowcast.verify.MemoryVerificationStore;
import org.skycast.nowcast.verify.Score;
import org.skycast.nowcast.verify.Scored;
import org.skycast.nowcast.verify.StationVerifier;

/** Scores what several voices say of one station's slots, by the same truths. */
final class VoiceVerifier {

    private final String stationId;
    private final Set<Voice> voices;
    private final StationVerifier verifier;
    private final MemoryVerificationStore store = new MemoryVerificationStore();

    /** @param amendment how long after its slot a truth may come */
    VoiceVerifier(String stationId, Set<Voice> voices, Duration amendment) {
        this.stationId = stationId;
        this.voices = voices;
        this.verifier = new StationVerifier(amendment);
    }

    private record Key(Instant reference, Duration lead, String name) {}

    /** Takes an observation: the truth of what was said before. */
    List<VoicedScore> observe(LoggedObservation logged) {
        return together(verifier.observe(store, logged.observation(), logged.appendedAt()));
    }

    /** Takes what is said of the slot of an observation. */
    List<VoicedScore> foretell(LoggedObservation logged, Issue issue) {
        List<Scored> scored = new ArrayList<>();
        for (Voice voice : voices) {
            // The topic tells the voices apart.
            var at = new Origin(
                    voice.name(), logged.at().partition(), logged.at().offset());
            var said = switch (voice) {
                case BUNDLE -> issue.bundle();
                case ADAPTED -> issue.adapted();
                case ISSUED -> issue.forecast();
            };
            scored.addAll(verifier.foretell(store, new Awaited(at, said)));
        }
        return together(scored);
    }

    private List<VoicedScore> together(List<Scored> scored) {
        Map<Key, Map<Voice, Score>> byKey = new LinkedHashMap<>();
        for (Scored one : scored) {
            Score score = one.score();
            byKey.computeIfAbsent(
                            new Key(score.referenceTime(), score.lead(), score.name()),
                            key -> new EnumMap<>(Voice.class))
                    .put(Voice.valueOf(one.of().origin().topic()), score);
        }
        return byKey.values().stream().map(by -> new VoicedScore(stationId, by)).toList();
    }
}
