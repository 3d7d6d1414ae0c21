package org.skycast.streams.serve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.verify.Skill;
import org.skycast.nowcast.verify.rolling.Bucket;
import org.skycast.nowcast.verify.rolling.DriftState;
import org.skycast.nowcast.verify.rolling.InputBucket;
import org.skycast.nowcast.verify.rolling.InputDrift;
import org.skycast.nowcast.verify.rolling.OpenDrift;
import org.skycast.nowcast.verify.rolling.RollingSkill;
import org.skycast.nowcast.verify.rolling.RollingView;
import org.skycast.nowcast.verify.rolling.SkillBucket;
import org.skycast.nowcast.verify.rolling.Window;
import org.skycast.streams.verify.RollingStores;

/** Asks this instance's stores how its stations stand; the newest bucket counts with what it holds so far. */
final class RollingQueries {

    private final StoreReader stores;
    private final TrainingStatistics training;

    RollingQueries(StoreReader stores, TrainingStatistics training) {
        this.stores = stores;
        this.training = training;
    }

    /** What is wanted; what is absent is not narrowed down. A model goes by its id or its bundle's digest. */
    record SkillFilter(
            Optional<String> station,
            Optional<String> model,
            Optional<String> variable,
            Optional<Duration> lead,
            Optional<Window> window) {

        private boolean wants(Model candidate) {
            return model.filter(m -> !m.equals(candidate.id()) && !m.equals(candidate.sha256()))
                    .isEmpty();
        }

        private boolean wants(Skill.Row row) {
            return variable.filter(v -> !v.equals(row.name())).isEmpty()
                    && lead.filter(l -> !l.equals(row.lead())).isEmpty();
        }

        private boolean wants(Window candidate) {
            return window.filter(w -> w != candidate).isEmpty();
        }
    }

    /** A station's model over a window. */
    record SkillRow(String station, Model model, Window window, Bucket newest, Skill.Row row) {}

    /** A station's input. */
    record DriftRow(String station, InputDrift drift) {}

    /** A station's drift that lasts. */
    record AlertRow(String station, OpenDrift alert) {}

    /** By station, model, variable, lead and window. */
    List<SkillRow> skill(SkillFilter filter) {
        List<SkillRow> rows = new ArrayList<>();
        ReadOnlyKeyValueStore<String, SkillBucket> skill = stores.open(RollingStores.SKILL.name());
        ReadOnlyKeyValueStore<String, InputBucket> inputs = stores.open(RollingStores.INPUTS.name());
        forEachState(filter.station(), (station, state) -> {
            RollingView view = RollingStores.view(skill, inputs, station);
            RollingSkill rolling = RollingSkill.of(view, state.newest());
            for (Window window : Window.values()) {
                if (filter.wants(window)) {
                    rolling.over(window)
                            .forEach((model, sums) -> sums.allRows().stream()
                                    .filter(row -> filter.wants(model) && filter.wants(row))
                                    .forEach(row ->
                                            rows.add(new SkillRow(station, model, window, state.newest(), row))));
                }
            }
        });
        rows.sort(Comparator.comparing(SkillRow::station)
                .thenComparing(row -> row.model().id())
                .thenComparing(row -> row.model().version())
                .thenComparing(row -> row.model().sha256())
                .thenComparing(row -> row.row().name())
                .thenComparing(row -> row.row().lead())
                .thenComparing(SkillRow::window));
        return rows;
    }

    /** By station and variable. */
    List<DriftRow> drift(Optional<String> station) {
        List<DriftRow> rows = new ArrayList<>();
        ReadOnlyKeyValueStore<String, SkillBucket> skill = stores.open(RollingStores.SKILL.name());
        ReadOnlyKeyValueStore<String, InputBucket> inputs = stores.open(RollingStores.INPUTS.name());
        forEachState(
                station,
                (id, state) -> InputDrift.of(RollingStores.view(skill, inputs, id), state.newest(), training)
                        .forEach(drift -> rows.add(new DriftRow(id, drift))));
        rows.sort(Comparator.comparing(DriftRow::station)
                .thenComparing(row -> row.drift().feature().cfName()));
        return rows;
    }

    /** By station and id. */
    List<AlertRow> alerts(Optional<String> station) {
        List<AlertRow> rows = new ArrayList<>();
        forEachState(station, (id, state) -> state.alerts().forEach(alert -> rows.add(new AlertRow(id, alert))));
        rows.sort(Comparator.comparing(AlertRow::station)
                .thenComparing(row -> row.alert().id(row.station())));
        return rows;
    }

    private void forEachState(Optional<String> station, BiConsumer<String, DriftState> action) {
        ReadOnlyKeyValueStore<String, DriftState> states = stores.open(RollingStores.WATCHES.name());
        if (station.isPresent()) {
            Optional.ofNullable(states.get(station.get())).ifPresent(state -> action.accept(station.get(), state));
            return;
        }
        try (KeyValueIterator<String, DriftState> entries = states.all()) {
            while (entries.hasNext()) {
                KeyValue<String, DriftState> entry = entries.next();
                action.accept(entry.key, entry.value);
            }
        }
    }
}
