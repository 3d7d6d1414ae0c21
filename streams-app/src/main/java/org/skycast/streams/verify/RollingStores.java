package org.skycast.streams.verify;

import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.verify.rolling.Bucket;
import org.skycast.nowcast.verify.rolling.DriftState;
import org.skycast.nowcast.verify.rolling.InputBucket;
import org.skycast.nowcast.verify.rolling.RollingView;
import org.skycast.nowcast.verify.rolling.SkillBucket;

/** The names and keys of the stores of rolling sums, and one station's sums in them, to be read. */
public final class RollingStores {

    /** By station id, bucket and model: {@link SkillBucket}. */
    public static final String SKILL = "skill";

    /** By station id and bucket: {@link InputBucket}. */
    public static final String INPUTS = "inputs";

    /** By station id: {@link DriftState}. */
    public static final String WATCHES = "watches";

    /** Added to seconds so that times before 1970 sort before those after. */
    private static final long EARLIEST = 1_000_000_000_000L;

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
        // A station id holds no '|', so no station's entries are among another's.
        long seconds = Math.max(0, bucket.start().getEpochSecond() + EARLIEST);
        return String.format(Locale.ROOT, "%s|%013d", station, seconds);
    }

    static String key(String station, Bucket bucket, Model model) {
        return key(station, bucket) + "|" + model.sha256() + "|" + model.id() + "|" + model.version();
    }

    /** Before all keys of a station. */
    static String first(String station) {
        return station + "|";
    }

    /** After all keys of a station. */
    static String last(String station) {
        return station + "|~";
    }
}
