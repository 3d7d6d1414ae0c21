package org.skycast.streams.verify;

import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.verify.rolling.Bucket;
import org.skycast.nowcast.verify.rolling.DriftState;
import org.skycast.nowcast.verify.rolling.InputBucket;
import org.skycast.nowcast.verify.rolling.PackedSkill;
import org.skycast.nowcast.verify.rolling.RollingView;
import org.skycast.nowcast.verify.rolling.SkillBucket;
import org.skycast.streams.topology.StationKeys;
import org.skycast.streams.topology.StoreSpec;

/** The names and keys of the stores of rolling sums, and one station's sums in them, to be read. */
public final class RollingStores {

    /** By station id, bucket and model. */
    public static final StoreSpec<SkillBucket> SKILL =
            new StoreSpec<>("skill", SkillBucket.class, PackedSkill::of, PackedSkill::read);

    /** By station id and bucket. */
    public static final StoreSpec<InputBucket> INPUTS = new StoreSpec<>("inputs", InputBucket.class);

    /** By station id. */
    public static final StoreSpec<DriftState> WATCHES = new StoreSpec<>("watches", DriftState.class);

    private RollingStores() {}

    /** One station's sums. */
    public static RollingView view(
            ReadOnlyKeyValueStore<String, SkillBucket> skill,
            ReadOnlyKeyValueStore<String, InputBucket> inputs,
            String station) {
        return new RollingView() {
            @Override
            public void forEachSkill(Bucket from, Bucket to, Consumer<SkillBucket> action) {
                // A model's name sorts after its bucket and before the next one.
                forEach(skill, key(station, from), key(station, to.after()), action);
            }

            @Override
            public void forEachInputs(Bucket from, Bucket to, Consumer<InputBucket> action) {
                forEach(inputs, key(station, from), key(station, to), action);
            }
        };
    }

    private static <V> void forEach(ReadOnlyKeyValueStore<String, V> in, String from, String to, Consumer<V> action) {
        try (KeyValueIterator<String, V> entries = in.range(from, to)) {
            while (entries.hasNext()) {
                KeyValue<String, V> entry = entries.next();
                action.accept(entry.value);
            }
        }
    }

    static String key(String station, Bucket bucket) {
        return StationKeys.at(station, bucket.start());
    }

    static String key(String station, Bucket bucket, Model model) {
        return key(station, bucket) + "|" + model.sha256() + "|" + model.id() + "|" + model.version();
    }
}
