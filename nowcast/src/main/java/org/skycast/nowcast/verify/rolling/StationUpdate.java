package org.skycast.nowcast.verify.rolling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.skycast.nowcast.verify.Scored;

/**
 * What one record of the log tells of a station.
 *
 * @param logTime when the log took the record
 * @param slot what it says was measured
 * @param scores what it gave rise to
 */
public record StationUpdate(Instant logTime, Optional<SlotValues> slot, List<Scored> scores) {

    public StationUpdate {
        scores = List.copyOf(scores);
    }

    /** The newest bucket that it tells of. */
    Optional<Bucket> newest() {
        return Stream.concat(
                        slot.map(SlotValues::end).stream(),
                        scores.stream().map(scored -> RollingSkill.foretold(scored.score())))
                .max(Instant::compareTo)
                .map(Bucket::holding);
    }
}
