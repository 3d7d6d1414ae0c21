package org.skycast.nowcast.warning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.alert.AlertMessage;
import org.skycast.nowcast.alert.AlertMessage.Kind;

/**
 * What was told of one incident, at one level of a rule and above it.
 *
 * @param incident its id
 * @param spells when it held, by when its messages were sent; of one that was taken up again there are several
 * @param unknown for how long it was said that nobody knows
 * @param peak the greatest probability that was told
 * @param last what became of it; empty if it still held at the end of the range
 */
public record TestedAlert(String incident, List<Spell> spells, Duration unknown, double peak, Optional<Kind> last) {

    public TestedAlert {
        spells = List.copyOf(spells);
    }

    /** From when to when an alert held. */
    public record Spell(Instant begin, Instant end) {
        boolean holds(Instant time) {
            return !time.isBefore(begin) && time.isBefore(end);
        }

        boolean meets(ObservedEvent event) {
            return begin.isBefore(event.end()) && end.isAfter(event.onset());
        }
    }

    /** When it was raised. */
    public Instant begin() {
        return spells.get(0).begin();
    }

    /** When it was over for good. */
    public Instant end() {
        return spells.get(spells.size() - 1).end();
    }

    /** For how long it held. */
    public Duration active() {
        return spells.stream()
                .map(spell -> Duration.between(spell.begin(), spell.end()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * The alerts of a rule at a station, in the order in which they were raised.
     *
     * @param messages of the rule at the station, in their order
     * @param level what does not reach this one is left aside
     * @param to the end of the range
     */
    public static List<TestedAlert> of(List<AlertMessage> messages, int level, Instant to) {
        Map<String, Tale> tales = new LinkedHashMap<>();
        for (AlertMessage message : messages) {
            tales.computeIfAbsent(message.incident().id(), id -> new Tale(level))
                    .take(message);
        }
        List<TestedAlert> alerts = new ArrayList<>();
        tales.forEach((id, tale) -> tale.told(id, to).ifPresent(alerts::add));
        return alerts;
    }

    /** One incident's messages, as far as they have come. */
    private static final class Tale {
        private final int level;
        private final List<Spell> spells = new ArrayList<>();
        private Optional<Instant> begin = Optional.empty();
        private Optional<Instant> unknownSince = Optional.empty();
        private Duration unknown = Duration.ZERO;
        private double peak;
        private Optional<Kind> last = Optional.empty();

        Tale(int level) {
            this.level = level;
        }

        void take(AlertMessage message) {
            boolean holds = !message.kind().isLast() && message.level() >= level;
            knows(message.sent());
            if (holds) {
                begin = Optional.of(begin.orElse(message.sent()));
                peak = Math.max(peak, message.odds().calibrated());
                unknownSince = message.kind() == Kind.UNKNOWN ? Optional.of(message.sent()) : Optional.empty();
                last = Optional.empty();
            } else if (begin.isPresent()) {
                spells.add(new Spell(begin.get(), message.sent()));
                begin = Optional.empty();
                last = Optional.of(message.kind());
            }
        }

        private void knows(Instant time) {
            unknown = unknown.plus(
                    unknownSince.map(since -> Duration.between(since, time)).orElse(Duration.ZERO));
            unknownSince = Optional.empty();
        }

        Optional<TestedAlert> told(String id, Instant to) {
            begin.ifPresent(since -> {
                Instant end = to.isAfter(since) ? to : since;
                spells.add(new Spell(since, end));
                knows(end);
            });
            return spells.isEmpty() ? Optional.empty() : Optional.of(new TestedAlert(id, spells, unknown, peak, last));
        }
    }
}
