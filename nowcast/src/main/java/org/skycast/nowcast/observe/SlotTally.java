package org.skycast.nowcast.observe;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.station.Station;

/**
 * One station's slot while it may still change: until it can no longer be amended.
 *
 * @param start the slot's start
 * @param published how often it was published; the next revision's number
 * @param variables what came, by variable
 * @param sky the newest embedded frame
 * @param newestReadingAt the newest reading with at least one value that passed
 * @param inputs the readings counted, in log order
 */
public record SlotTally(
        Instant start,
        int published,
        Map<Variable, VariableTally> variables,
        Optional<Sky> sky,
        Optional<Instant> newestReadingAt,
        List<InputRun> inputs) {

    public SlotTally {
        variables = Variable.ordered(variables);
        inputs = List.copyOf(inputs);
    }

    /** A slot in which nothing came yet. */
    static SlotTally empty(Instant start) {
        return new SlotTally(start, 0, Map.of(), Optional.empty(), Optional.empty(), List.of());
    }

    /** This slot, one publication later. */
    SlotTally publishedOnceMore() {
        return new SlotTally(start, published + 1, variables, sky, newestReadingAt, inputs);
    }

    /** This slot with {@code newer} in the place of its sky, if it is newer. */
    SlotTally with(Sky newer) {
        boolean keeps = sky.isPresent() && !newer.capturedAt().isAfter(sky.get().capturedAt());
        return keeps ? this : new SlotTally(start, published, variables, Optional.of(newer), newestReadingAt, inputs);
    }

    /** This slot with what quality control let through of {@code reading}. */
    SlotTally with(Reading reading, QualityControl.Verdict verdict) {
        Instant at = reading.stamp().eventTime();
        Map<Variable, VariableTally> tallies = new EnumMap<>(Variable.class);
        tallies.putAll(variables);
        verdict.seen().forEach((variable, value) -> {
            var sample = new VariableTally.Sample(at, value);
            tallies.merge(variable, VariableTally.seeing(sample), (old, fresh) -> old.see(sample));
        });
        verdict.accepted()
                .forEach((variable, value) -> tallies.computeIfPresent(
                        variable,
                        (v, tally) -> tally.count(value, verdict.stuck().contains(v))));
        if (verdict.accepted().isEmpty()) {
            return new SlotTally(start, published, tallies, sky, newestReadingAt, inputs);
        }
        Instant newest = newestReadingAt.filter(at::isBefore).orElse(at);
        return new SlotTally(
                start,
                published,
                tallies,
                sky,
                Optional.of(newest),
                InputRun.with(inputs, reading.stamp().origin()));
    }

    /** How many readings are counted. */
    long readings() {
        return inputs.stream().mapToLong(InputRun::size).sum();
    }

    /** The slot as the log keeps it. */
    Observation observation(Station station, Slot slot) {
        Map<Variable, Summary> summaries = new EnumMap<>(Variable.class);
        variables.forEach((variable, tally) -> {
            if (tally.count() > 0) {
                summaries.put(variable, tally.summary(variable));
            }
        });
        return new Observation(
                station.id(),
                station.site(),
                slot,
                published,
                summaries,
                sky,
                newestReadingAt,
                InputRun.origins(inputs));
    }
}
