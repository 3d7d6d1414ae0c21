package org.skycast.nowcast.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.skycast.nowcast.observe.QualityControl.Verdict;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.observe.VariableTally.Sample;
import org.skycast.nowcast.station.Station;

/**
 * One station's state machine: from what it was and what comes, what it is and what to publish.
 *
 * <p>A slot closes once the readings have passed its end and its frame is there (or the frames have passed its end
 * too), or once either has passed its end by the grace, or, where the station sends nothing, once the log's own time
 * says so. A record that comes after that is late, and amends its slot; one that is too old to amend it is rejected. No clock is read: all times are in the events. Stateless and thread-safe.
 */
public final class StationObserver {

    private final ObservePolicy policy;

    public StationObserver(ObservePolicy policy) {
        this.policy = policy;
    }

    /** Takes a reading. */
    public Transition observe(Station station, StationState state, SlotTallies tallies, Reading reading) {
        var builder = new TransitionBuilder(policy, station, state, tallies);
        Optional<Rejection> refusal = register(builder, reading.stamp());
        refusal.ifPresentOrElse(rejection -> builder.reject(List.of(rejection)), () -> count(builder, reading));
        return builder.build();
    }

    /** Says whether a frame, or an embedding made at the edge, with this stamp is to be used. */
    public Admission admit(Station station, StationState state, SlotTallies tallies, Stamp stamp) {
        var builder = new TransitionBuilder(policy, station, state, tallies);
        Optional<Rejection> refusal = register(builder, stamp);
        if (refusal.isPresent()) {
            return new Admission.Refused(builder.build(), refusal.get());
        }
        if (isThereBySide(builder, stamp)) {
            return new Admission.Audited(builder.build());
        }
        return isTooNear(builder, stamp.eventTime())
                ? new Admission.Skipped(builder.build())
                : new Admission.Admitted(builder.build());
    }

    /** Takes the sky that was made of an admitted frame or embedding. */
    public Transition join(Station station, StationState state, SlotTallies tallies, Stamp stamp, Sky sky) {
        var builder = new TransitionBuilder(policy, station, state, tallies);
        builder.state(state.having(stamp));
        Slot slot = Slot.holding(sky.capturedAt(), policy.slotLength());
        SlotTally before = builder.tally(slot);
        SlotTally after = before.with(sky);
        if (!after.equals(before)) {
            builder.keep(after);
            builder.touch(slot);
        }
        closeByWatermark(builder);
        return builder.build();
    }

    /** Takes note that the log's own time is {@code at}: closes the slots of a station that has fallen silent. */
    public Transition tick(Station station, StationState state, SlotTallies tallies, Instant at) {
        var builder = new TransitionBuilder(policy, station, state, tallies);
        Optional<Instant> last = state.lastAppendedAt();
        Optional<Instant> watermark = state.watermark();
        if (last.isPresent() && watermark.isPresent()) {
            Duration silent = Duration.between(last.get(), at);
            if (silent.compareTo(policy.silence()) >= 0) {
                // The station's own time is taken to go on at the pace of the log's.
                Instant now = watermark.get().plus(silent);
                builder.close(slot -> !slot.end().isAfter(now));
            }
        }
        return builder.build();
    }

    /** Notes the record's number, and says why the record may not be used, if so. */
    private Optional<Rejection> register(TransitionBuilder builder, Stamp stamp) {
        Instant latest = stamp.appendedAt().plus(policy.aheadOfLog());
        if (stamp.eventTime().isAfter(latest) || stamp.epoch().isAfter(latest)) {
            return Optional.of(new Rejection(
                    Reason.IN_FUTURE,
                    "Its time %s is ahead of %s, when it was received; set the station's clock."
                            .formatted(stamp.eventTime(), stamp.appendedAt())));
        }
        if (stamp.sequence() < 0 || stamp.sequence() > SequenceWindow.LAST) {
            return Optional.of(new Rejection(
                    Reason.NUMBER_UNUSABLE,
                    "Its number %d is not within 0 and %d; number records from 0, one by one."
                            .formatted(stamp.sequence(), SequenceWindow.LAST)));
        }
        SequenceWindow window = builder.state().sequences().getOrDefault(stamp.stream(), SequenceWindow.EMPTY);
        if (!(window.see(stamp.epoch(), stamp.sequence()) instanceof SequenceWindow.Fresh fresh)) {
            return Optional.of(new Rejection(
                    Reason.DUPLICATE, "Number %d of this stream came before.".formatted(stamp.sequence())));
        }
        builder.state(builder.state().withSequences(stamp.stream(), fresh.window()));
        builder.missing(fresh.missing());
        return builder.state()
                .watermark()
                .map(time -> time.minus(policy.amendment()))
                .filter(oldest -> stamp.eventTime().isBefore(oldest))
                .map(oldest -> new Rejection(
                        Reason.TOO_OLD,
                        "Its time %s is before %s, the oldest that can still be amended."
                                .formatted(stamp.eventTime(), oldest)));
    }

    private void count(TransitionBuilder builder, Reading reading) {
        Slot slot = Slot.holding(reading.stamp().eventTime(), policy.slotLength());
        if (builder.tally(slot).readings() >= ObservePolicy.READINGS_A_SLOT) {
            builder.reject(List.of(new Rejection(
                    Reason.TOO_MANY,
                    "The slot from %s has %d readings already, as many as are counted; send fewer."
                            .formatted(slot.start(), ObservePolicy.READINGS_A_SLOT))));
            return;
        }
        Map<Variable, ConstantRun> runs = runsWith(builder.state().runs(), reading);
        Verdict verdict =
                QualityControl.judge(reading, variable -> newestBefore(builder, slot, reading, variable), runs);
        builder.reject(verdict.rejections());
        builder.state(builder.state().withRuns(runs));
        if (!verdict.seen().isEmpty()) {
            builder.keep(builder.tally(slot).with(reading, verdict));
        }
        if (!verdict.accepted().isEmpty()) {
            builder.state(builder.state().having(reading.stamp()));
            builder.touch(slot);
            closeByWatermark(builder);
        }
    }

    private void closeByWatermark(TransitionBuilder builder) {
        builder.close(slot -> isRipe(builder, slot));
    }

    private boolean isRipe(TransitionBuilder builder, Slot slot) {
        StationState state = builder.state();
        boolean readingsPassed = hasPassed(state.readingWatermark(), slot.end());
        boolean skySettled = hasPassed(state.skyWatermark(), slot.end())
                || builder.find(slot).flatMap(SlotTally::sky).isPresent();
        return (readingsPassed && skySettled)
                || hasPassed(state.watermark(), slot.end().plus(policy.grace()));
    }

    private static boolean hasPassed(Optional<Instant> watermark, Instant time) {
        return watermark.filter(mark -> !mark.isBefore(time)).isPresent();
    }

    /** Whether the sky of this very moment is there, and came by the other of the two logs that skies come by. */
    private boolean isThereBySide(TransitionBuilder builder, Stamp stamp) {
        return builder.find(Slot.holding(stamp.eventTime(), policy.slotLength()))
                .flatMap(SlotTally::sky)
                .filter(sky -> sky.capturedAt().equals(stamp.eventTime()))
                .filter(sky -> !sky.origin().isInLogOf(stamp.origin()))
                .isPresent();
    }

    private boolean isTooNear(TransitionBuilder builder, Instant capturedAt) {
        Slot slot = Slot.holding(capturedAt, policy.slotLength());
        return Stream.of(slot.previous(), slot, slot.next())
                .flatMap(near -> builder.find(near).flatMap(SlotTally::sky).stream())
                .map(sky -> Duration.between(sky.capturedAt(), capturedAt).abs())
                .anyMatch(apart -> apart.compareTo(policy.frameSpacing()) < 0);
    }

    private static Optional<Sample> newestBefore(
            TransitionBuilder builder, Slot slot, Reading reading, Variable variable) {
        Instant at = reading.stamp().eventTime();
        return builder.find(slot)
                .flatMap(tally -> Optional.ofNullable(tally.variables().get(variable)))
                .or(() -> builder.find(slot.previous())
                        .flatMap(tally -> Optional.ofNullable(tally.variables().get(variable))))
                .map(VariableTally::latest)
                .filter(sample -> sample.at().isBefore(at));
    }

    private static Map<Variable, ConstantRun> runsWith(Map<Variable, ConstantRun> runs, Reading reading) {
        Map<Variable, ConstantRun> next = new EnumMap<>(Variable.class);
        next.putAll(runs);
        reading.values().forEach((variable, value) -> {
            if (Double.isFinite(value)) {
                var sample = new Sample(reading.stamp().eventTime(), value);
                next.merge(variable, ConstantRun.startingWith(sample), (run, fresh) -> run.then(sample));
            }
        });
        return next;
    }
}
