package org.skycast.nowcast.verify.rolling;

import static org.skycast.nowcast.verify.rolling.Scores.CHAMPION;
import static org.skycast.nowcast.verify.rolling.Scores.SLOT;
import static org.skycast.nowcast.verify.rolling.Scores.START;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.feature.TrainingStatistics.Spread;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.verify.Scored;

/** A station of which slot after slot is scored, and what is told of its drifts. */
abstract class DriftScene {

    static final TrainingStatistics TRAINING = new TrainingStatistics(
            Map.of(Feature.AIR_TEMPERATURE, new Spread(10, 2), Feature.PRESSURE, new Spread(1000, 10)));
    static final int DAY = 144;

    final MemoryRollingSums sums = new MemoryRollingSums();
    final DriftMonitor monitor =
            new DriftMonitor(TRAINING, origin -> origin.topic().equals(CHAMPION.id()));
    final Random random = new Random(7);
    final List<String> told = new ArrayList<>();
    int slot;

    /** So many slots; {@code error} is the champion's, where persistence's is 1. */
    void slots(int count, double temperature, boolean pressure, Model model, double error) {
        slots(count, temperature, pressure, model, error, OptionalDouble.empty());
    }

    void slots(int count, double temperature, boolean pressure, Model model, double error, OptionalDouble bundle) {
        for (int i = 0; i < count; i++) {
            Map<Feature, Double> values = new EnumMap<>(Feature.class);
            values.put(Feature.AIR_TEMPERATURE, temperature + random.nextGaussian());
            if (pressure) {
                values.put(Feature.PRESSURE, 1000 + random.nextGaussian());
            }
            List<Scored> scores = new ArrayList<>();
            Instant end = START.plus(SLOT.multipliedBy(slot));
            for (Duration lead : SkillDrift.LEADS) {
                scores.add(Scores.scored(model, Scores.temperature(end, lead, error, 1, bundle)));
            }
            take(new StationUpdate(end, Optional.of(new SlotValues(end, Map.of(), values)), scores));
            slot++;
        }
    }

    void take(StationUpdate update) {
        monitor.take(sums, update).ifPresent(skill -> skill.changes().forEach(this::tell));
    }

    void tell(DriftChange change) {
        told.add(change.state() + " " + change.alert().id("a"));
    }

    void steady(int days) {
        slots(days * DAY, 10, true, CHAMPION, 0.5);
    }

    OpenDrift open(DriftRule rule) {
        return sums.state().orElseThrow().alerts().stream()
                .filter(alert -> alert.rule() == rule)
                .findFirst()
                .orElseThrow();
    }
}
