package org.skycast.nowcast.verify.rolling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.verify.rolling.DriftChange.State;

/** One station's drifts: which begin, last and end. */
final class DriftAlerts {

    /** A drift that lasts is told again once a day, not with every bucket. */
    static final Duration UPDATED_EVERY = Duration.ofDays(1);

    /** Two updates: who misses one still knows that the drift lasts. */
    static final Duration EXPIRES_AFTER = UPDATED_EVERY.multipliedBy(2);

    private final Instant now;
    private final Map<Key, OpenDrift> open = new LinkedHashMap<>();
    private final List<DriftChange> changes = new ArrayList<>();

    private record Key(DriftRule rule, String variable) {}

    /** @param now the station's own time */
    DriftAlerts(List<OpenDrift> open, Instant now) {
        open.forEach(alert -> this.open.put(new Key(alert.rule(), alert.variable()), alert));
        this.now = now;
    }

    /** Judges what lasts and what is new; what can be judged no more ends when it expires. */
    void judge(List<DriftFinding> findings) {
        for (DriftFinding finding : findings) {
            var key = new Key(finding.rule(), finding.variable());
            OpenDrift known = open.get(key);
            if (known == null && finding.level() > finding.evidence().threshold()) {
                change(State.RAISED, key, told(finding, now));
            } else if (known != null && finding.rule().ends(finding.level())) {
                change(State.CLEARED, key, known);
            } else if (known != null && !now.isBefore(known.published().plus(UPDATED_EVERY))) {
                change(State.UPDATED, key, told(finding, known.onset()));
            }
        }
        List.copyOf(open.values()).stream()
                .filter(alert -> !now.isBefore(alert.expires()))
                .forEach(alert -> change(State.CLEARED, new Key(alert.rule(), alert.variable()), alert));
    }

    /** Ends all. */
    void clear() {
        List.copyOf(open.values())
                .forEach(alert -> change(State.CLEARED, new Key(alert.rule(), alert.variable()), alert));
    }

    private OpenDrift told(DriftFinding finding, Instant onset) {
        return new OpenDrift(
                finding.rule(),
                finding.variable(),
                finding.level(),
                finding.bundleLevel(),
                Optional.of(finding.evidence()),
                onset,
                now,
                now.plus(EXPIRES_AFTER));
    }

    private void change(State state, Key key, OpenDrift alert) {
        if (state == State.CLEARED) {
            open.remove(key);
        } else {
            open.put(key, alert);
        }
        changes.add(new DriftChange(state, alert));
    }

    List<OpenDrift> open() {
        return List.copyOf(open.values());
    }

    List<DriftChange> changes() {
        return List.copyOf(changes);
    }
}
