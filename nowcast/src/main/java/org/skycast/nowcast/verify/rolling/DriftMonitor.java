package org.skycast.nowcast.verify.rolling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.verify.Scored;

/**
 * Rolls one station's sums on, and judges its drifts each time a bucket opens: by then the windows before it are whole.
 * All times are the station's own or the log's, so the same log gives the same alerts.
 */
public final class DriftMonitor {

    /** A station that the log has had no observation of for a month is forgotten, whatever times its records speak of. */
    public static final Duration REMEMBERED = Duration.ofDays(30);

    private final TrainingStatistics training;
    private final Predicate<Origin> isChampions;

    /**
     * @param training what the champion was trained on
     * @param isChampions whether the forecast that stands there is the champion's
     */
    public DriftMonitor(TrainingStatistics training, Predicate<Origin> isChampions) {
        this.training = training;
        this.isChampions = isChampions;
    }

    /** Takes what is new of a station; gives its skill if that opens a bucket. */
    public Optional<StationSkill> take(RollingSums sums, StationUpdate update) {
        Optional<Bucket> told = update.newest();
        if (told.isEmpty()) {
            return Optional.empty();
        }
        DriftState state = sums.state()
                .orElseGet(() -> new DriftState(told.get(), update.logTime(), Optional.empty(), List.of()))
                .heard(update);
        Optional<StationSkill> opened = Optional.empty();
        if (told.get().compareTo(state.newest()) > 0) {
            opened = Optional.of(open(sums, state, told.get()));
            state = sums.state().orElseThrow();
        }
        sums.keep(championOf(update, state));
        Bucket oldest = state.newest().oldestKept();
        RollingSkill.count(sums, update.scores(), oldest);
        update.slot().ifPresent(slot -> count(sums, slot, oldest));
        return opened;
    }

    /** A station's skill now; no drift is judged. */
    public StationSkill skill(RollingView sums, DriftState state) {
        return new StationSkill(
                RollingSkill.of(sums, state.newest()),
                InputDrift.of(sums, state.newest(), training),
                List.of(),
                state.champion().map(DriftState.Champion::lineage));
    }

    /** The log's time has come to {@code logTime}: forgets a station that it has not heard of for long. */
    public Optional<StationSkill> pass(RollingSums sums, Instant logTime) {
        return sums.state()
                .filter(state -> !logTime.isBefore(state.heardAt().plus(REMEMBERED)))
                .map(state -> {
                    var alerts = new DriftAlerts(state.alerts(), state.newest().start());
                    alerts.clear();
                    sums.forget();
                    StationSkill last = skill(sums, state);
                    return new StationSkill(last.skill(), last.inputs(), alerts.changes(), last.lineage());
                });
    }

    private StationSkill open(RollingSums sums, DriftState state, Bucket bucket) {
        StationSkill now = skill(sums, state.at(bucket, state.alerts()));
        var alerts = new DriftAlerts(state.alerts(), bucket.start());
        now.lineage().ifPresent(lineage -> alerts.judge(findings(now, lineage)));
        sums.keep(state.at(bucket, alerts.open()));
        sums.forgetBefore(bucket.oldestKept());
        return new StationSkill(now.skill(), now.inputs(), alerts.changes(), now.lineage());
    }

    private static List<DriftFinding> findings(StationSkill now, Forecast.Lineage lineage) {
        List<DriftFinding> findings = new ArrayList<>(DriftFinding.of(now.inputs()));
        findings.addAll(SkillDrift.of(now.skill(), lineage.model()));
        return findings;
    }

    private DriftState championOf(StationUpdate update, DriftState state) {
        DriftState newest = state;
        for (Scored scored : update.scores()) {
            if (isChampions.test(scored.of().origin())) {
                Forecast forecast = scored.of().forecast();
                newest = newest.scored(new DriftState.Champion(forecast.referenceTime(), forecast.lineage()));
            }
        }
        return newest;
    }

    private static void count(RollingSums sums, SlotValues slot, Bucket oldest) {
        Bucket bucket = Bucket.holding(slot.end());
        if (bucket.compareTo(oldest) >= 0) {
            InputSums known = sums.inputs(bucket).map(InputBucket::sums).orElse(InputSums.NONE);
            sums.keep(new InputBucket(bucket, known.with(slot)));
        }
    }
}
