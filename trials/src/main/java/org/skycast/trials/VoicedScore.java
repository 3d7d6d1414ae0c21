package org.skycast.trials;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.verify.Score;

/**
 * What several voices were worth of the same truth.
 *
 * @param stationId the station
 * @param by by voice: all of the same name, lead and reference time; one that said nothing of it is absent
 */
public record VoicedScore(String stationId, Map<Voice, Score> by) {

    /** @throws IllegalArgumentException if there is none */
    public VoicedScore {
        by = Collections.unmodifiableMap(new EnumMap<>(by));
    }

    /** What a voice was worth. */
    public Optional<Score> of(Voice voice) {
        return Optional.ofNullable(by.get(voice));
    }
}
