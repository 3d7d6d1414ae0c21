package org.skycast.streams.verify;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.verify.rolling.Bucket;
import org.skycast.nowcast.verify.rolling.DriftState;
import org.skycast.nowcast.verify.rolling.InputBucket;
import org.skycast.nowcast.verify.rolling.RollingSums;
import org.skycast.nowcast.verify.rolling.RollingView;
import org.skycast.nowcast.verify.rolling.SkillBucket;
import org.skycast.streams.topology.StationKeys;

/** The watching step's stores, as the drift monitor wants them. */
final class StreamsRollingSums implements RollingSums {

    private final Stores stores;
    private final String station;
    private final RollingView view;

    private StreamsRollingSums(Stores stores, String station) {
        this.stores = stores;
        this.station = station;
        this.view = RollingStores.view(stores.skill, stores.inputs, station);
    }

    /** All stations' stores. */
    static final class Stores {

        private final KeyValueStore<String, SkillBucket> skill;
        private final KeyValueStore<String, InputBucket> inputs;
        private final KeyValueStore<String, DriftState> watches;

        Stores(ProcessorContext<?, ?> context) {
            this.skill = RollingStores.SKILL.in(context);
            this.inputs = RollingStores.INPUTS.in(context);
            this.watches = RollingStores.WATCHES.in(context);
        }

        /** One station's. */
        RollingSums of(String station) {
            return new StreamsRollingSums(this, station);
        }

        /** Tells the ids of all stations that anything is known of. */
        void forEachStation(Consumer<String> action) {
            StationKeys.forEachKey(watches, action);
        }
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
        return Optional.ofNullable(stores.watches.get(station));
    }

    @Override
    public void keep(DriftState state) {
        stores.watches.put(station, state);
    }

    @Override
    public Optional<SkillBucket> skill(Bucket bucket, Model model) {
        return Optional.ofNullable(stores.skill.get(RollingStores.key(station, bucket, model)));
    }

    @Override
    public void keep(SkillBucket bucket) {
        stores.skill.put(RollingStores.key(station, bucket.bucket(), bucket.model()), bucket);
    }

    @Override
    public Optional<InputBucket> inputs(Bucket bucket) {
        return Optional.ofNullable(stores.inputs.get(RollingStores.key(station, bucket)));
    }

    @Override
    public void keep(InputBucket bucket) {
        stores.inputs.put(RollingStores.key(station, bucket.bucket()), bucket);
    }

    @Override
    public void forgetBefore(Bucket bucket) {
        StationKeys.deleteBefore(stores.skill, station, RollingStores.key(station, bucket));
        StationKeys.deleteBefore(stores.inputs, station, RollingStores.key(station, bucket));
    }

    @Override
    public void forget() {
        StationKeys.deleteAll(stores.skill, station);
        StationKeys.deleteAll(stores.inputs, station);
        stores.watches.delete(station);
    }
}
