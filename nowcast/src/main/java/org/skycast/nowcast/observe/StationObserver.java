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
 * says so. What comes later amends it. No clock is read: all times are in the events. Stateless and thread-safe.
 */
public final class StationObserver {

    private final ObservePolicy policy;

    public StationObserver(ObservePolicy policy) {
        this.policy = policy;
    }

    /** Takes a reading. */
    public Transition observe(Station station, StationState state, SlotTallies tallies, Reading reading) {
        var turn = new TransitionBuilder(policy, station, state, tallies);
        Optional<Rejection> refusal = register(turn, reading.stamp());
        refusal.ifPresentOrElse(rejection -> turn.reject(List.of(rejection)), () -> count(turn, reading));
        return turn.end();
    }

    /** Says whether a frame, or an embedding made at the edge, with this stamp is to be used. */
    public Admission admit(Station station, StationState state, SlotTallies tallies, Stamp stamp) {
        var turn = new TransitionBuilder(policy, station, state, tallies);
        Optional<Rejection> refusal = register(turn, stamp);
        if (refusal.isPresent()) {
            return new Admission.Refused(turn.end(), refusal.get());
        }
        if (isThereBySide(turn, stamp)) {
            return new Admission.Audited(turn.end());
        }
        return isTooNear(turn, stamp.eventTime())
                ? new Admission.Skipped(turn.end())
                : new Admission.Admitted(turn.end());
    }

    /** Takes the sky that was made of an admitted frame or embedding. */
    public Transition join(Station station, StationState state, SlotTallies tallies, Stamp stamp, Sky sky) {
        var turn = new TransitionBuilder(policy, station, state, tallies);
        turn.state(state.having(stamp));
        Slot slot = Slot.holding(sky.capturedAt(), policy.slotLength());
        SlotTally before = turn.tally(slot);
        SlotTally after = before.with(sky);
        if (!after.equals(before)) {
            turn.keep(after);
            turn.touch(slot);
        }
        closeByWatermark(turn);
        return turn.end();
    }

    /** Takes note that the log's own time is {@code at}: closes the slots of a station that has fallen silent. */
    public Transition tick(Station station, StationState state, SlotTallies tallies, Instant at) {
        var turn = new TransitionBuilder(policy, station, state, tallies);
        Optional<Instant> last = state.lastAppendedAt();
        Optional<Instant> watermark = state.watermark();
        if (last.isPresent() && watermark.isPresent()) {
            Duration silent = Duration.between(last.get(), at);
            if (silent.compareTo(policy.silence()) >= 0) {
                // The station's own time is taken to go on at the pace of the log's.
                Instant now = watermark.get().plus(silent);
                turn.close(slot -> !slot.end().isAfter(now));
            }
        }
        return turn.end();
    }

    /** Notes the record's number, and says why the record may not be used, if so. */
    private Optional<Rejection> register(TransitionBuilder turn, Stamp stamp) {
        Instant latest = stamp.appendedAt().plus(policy.aheadOfLog());
        if (stamp.eventTime().isAfter(latest) || stamp.epoch().isAfter(latest)) {
            return Optional.of(new Rejection(
                    Reason.IN_FUTURE,
                    "Its time %s is ahead of %s, when it was received; set the station's clock."
                            .formatted(stamp.eventTime(), stamp.appendedAt())));
        }
        SequenceWindow window = turn.state().sequences().getOrDefault(stamp.stream(), SequenceWindow.EMPTY);
        if (!(window.see(stamp.epoch(), stamp.sequence()) instanceof SequenceWindow.Fresh fresh)) {
            return Optional.of(new Rejection(
                    Reason.DUPLICATE, "Number %d of this stream came before.".formatted(stamp.sequence())));
        }
        turn.state(turn.state().withSequences(stamp.stream(), fresh.window()));
        turn.missing(fresh.missing());
        return turn.state()
                .watermark()
                .map(time -> time.minus(policy.amendment()))
                .filter(oldest -> stamp.eventTime().isBefore(oldest))
                .map(oldest -> new Rejection(
                        Reason.TOO_OLD,
                        "Its time %s is before %s, the oldest that can still be amended."
                                .formatted(stamp.eventTime(), oldest)));
    }

    private void count(TransitionBuilder turn, Reading reading) {
        Slot slot = Slot.holding(reading.stamp().eventTime(), policy.slotLength());
        Map<Variable, ConstantRun> runs = runsWith(turn.state().runs(), reading);
        Verdict verdict = QualityControl.judge(reading, variable -> newestBefore(turn, slot, reading, variable), runs);
        turn.reject(verdict.rejections());
        turn.state(turn.state().withRuns(runs));
        if (!verdict.seen().isEmpty()) {
            turn.keep(turn.tally(slot).with(reading, verdict));
        }
        if (!verdict.accepted().isEmpty()) {
            turn.state(turn.state().having(reading.stamp()));
            turn.touch(slot);
            closeByWatermark(turn);
        }
    }

    private void closeByWatermark(TransitionBuilder turn) {
        turn.close(slot -> isRipe(turn, slot));
    }

    private boolean isRipe(TransitionBuilder turn, Slot slot) {
        StationState state = turn.state();
        boolean readingsPassed = hasPassed(state.readingWatermark(), slot.end());
        boolean skySettled = hasPassed(state.skyWatermark(), slot.end())
                || turn.find(slot).flatMap(SlotTally::sky).isPresent();
        return (readingsPassed && skySettled)
                || hasPassed(state.watermark(), slot.end().plus(policy.grace()));
    }

    private static boolean hasPassed(Optional<Instant> watermark, Instant time) {
        return watermark.filter(mark -> !mark.isBefore(time)).isPresent();
    }

    /** Whether the sky of this very moment is there, and came by the other of the two streams that skies come by. */
    private boolean isThereBySide(TransitionBuilder turn, Stamp stamp) {
        return turn.find(Slot.holding(stamp.eventTime(), policy.slotLength()))
                .flatMap(SlotTally::sky)
                .filter(sky -> sky.capturedAt().equals(stamp.eventTime()))
                .filter(sky -> !sky.origin().topic().equals(stamp.origin().topic()))
                .isPresent();
    }

    private boolean isTooNear(TransitionBuilder turn, Instant capturedAt) {
        Slot slot = Slot.holding(capturedAt, policy.slotLength());
        return Stream.of(slot.previous(), slot, slot.next())
                .flatMap(near -> turn.find(near).flatMap(SlotTally::sky).stream())
                .map(sky -> Duration.between(sky.capturedAt(), capturedAt).abs())
                .anyMatch(apart -> apart.compareTo(policy.frameSpacing()) < 0);
    }

    private static Optional<Sample> newestBefore(TransitionBuilder turn, Slot slot, Reading reading, Variable variable) {
        Instant at = reading.stamp().eventTime();
        return turn.find(slot)
                .flatMap(tally -> Optional.ofNullable(tally.variables().get(variable)))
                .or(() -> turn.find(slot.previous())
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
