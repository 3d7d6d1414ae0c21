package org.skycast.streams.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.verify.rolling.Bucket;
import org.skycast.nowcast.verify.rolling.DriftState;
import org.skycast.nowcast.verify.rolling.InputBucket;
import org.skycast.nowcast.verify.rolling.RollingSums;
import org.skycast.nowcast.verify.rolling.RollingView;
import org.skycast.nowcast.verify.rolling.SkillBucket;

/** The watching step's stores, as the drift monitor wants them. */
final class StreamsRollingSums implements RollingSums {

    private final KeyValueStore<String, SkillBucket> skill;
    private final KeyValueStore<String, InputBucket> inputs;
    private final KeyValueStore<String, DriftState> watches;
    private final String station;
    private final RollingView view;

    StreamsRollingSums(ProcessorContext<?, ?> context, String station) {
        this.skill = context.getStateStore(RollingStores.SKILL);
        this.inputs = context.getStateStore(RollingStores.INPUTS);
        this.watches = context.getStateStore(RollingStores.WATCHES);
        this.station = station;
        this.view = RollingStores.view(skill, inputs, station);
    }

    /** Tells the ids of all stations that anything is known of. */
    static void forEachStation(ProcessorContext<?, ?> context, Consumer<String> action) {
        KeyValueStore<String, DriftState> watches = context.getStateStore(RollingStores.WATCHES);
        List<String> all = new ArrayList<>();
        try (KeyValueIterator<String, DriftState> entries = watches.all()) {
            entries.forEachRemaining(entry -> all.add(entry.key));
        }
        all.forEach(action);
    }

    @Override
    public void forEachSkill(Bucket from, Bucket to, Consumer<SkillBucket> action) {
        view.forEachSkill(from, to, action);
    }

    @Override
    public void forEachInputs(Bucket from, Bucket to, Consumer<InputBucket> action) {
        view.forEachInputs(from, to, action);
    }

    @Override
    public Optional<DriftState> state() {
        return Optional.ofNullable(watches.get(station));
    }

    @Override
    public void keep(DriftState state) {
        watches.put(station, state);
    }

    @Override
    public Optional<SkillBucket> skill(Bucket bucket, Model model) {
        return Optional.ofNullable(skill.get(RollingStores.key(station, bucket, model)));
    }

    @Override
    public void keep(SkillBucket bucket) {
        skill.put(RollingStores.key(station, bucket.bucket(), bucket.model()), bucket);
    }

    @Override
    public Optional<InputBucket> inputs(Bucket bucket) {
        return Optional.ofNullable(inputs.get(RollingStores.key(station, bucket)));
    }

    @Override
    public void keep(InputBucket bucket) {
        inputs.put(RollingStores.key(station, bucket.bucket()), bucket);
    }

    @Override
    public void forgetBefore(Bucket bucket) {
        forget(RollingStores.key(station, bucket), key -> key.compareTo(RollingStores.key(station, bucket)) < 0);
    }

    @Override
    public void forget() {
        forget(RollingStores.last(station), key -> true);
        watches.delete(station);
    }

    private void forget(String to, Predicate<String> old) {
        forget(skill, to, old);
        forget(inputs, to, old);
    }

    private <V> void forget(KeyValueStore<String, V> store, String to, Predicate<String> old) {
        List<String> found = new ArrayList<>();
        try (KeyValueIterator<String, V> entries = store.range(RollingStores.first(station), to)) {
            while (entries.hasNext()) {
                KeyValue<String, V> entry = entries.next();
                if (old.test(entry.key)) {
                    found.add(entry.key);
                }
            }
        }
        found.forEach(store::delete);
    }
}
