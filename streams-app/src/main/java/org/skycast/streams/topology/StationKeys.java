package org.skycast.streams.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The keys of stores of stations, and what is asked of many keys at once. A station id holds no '|', so no station's
 * entries are among another's.
 */
public final class StationKeys {

    /** Added to seconds so that times before 1970 sort before those after. */
    private static final long EARLIEST = 1_000_000_000_000L;

    /** Of the number of seconds, with zeros before it. */
    private static final int DIGITS = 13;

    private StationKeys() {}

    /** A station's key at a time; keys sort as their times do. */
    public static String at(String station, Instant time) {
        String seconds = Long.toString(Math.max(0, time.getEpochSecond() + EARLIEST));
        return station + "|" + "0".repeat(Math.max(0, DIGITS - seconds.length())) + seconds;
    }

    /** Before all keys of a station. */
    public static String first(String station) {
        return station + "|";
    }

    /** After all keys of a station. */
    public static String last(String station) {
        return station + "|~";
    }

    /** Tells all values, which the store may change meanwhile. */
    public static <V> void forEachValue(ReadOnlyKeyValueStore<String, V> store, Consumer<V> action) {
        List<V> all = new ArrayList<>();
        try (KeyValueIterator<String, V> entries = store.all()) {
            entries.forEachRemaining(entry -> all.add(entry.value));
        }
        all.forEach(action);
    }

    /** Tells all keys, which the store may lose meanwhile. */
    public static void forEachKey(ReadOnlyKeyValueStore<String, ?> store, Consumer<String> action) {
        keys(store.all(), key -> true).forEach(action);
    }

    /** The values of keys from one to another, both with them. */
    public static <V> List<V> values(ReadOnlyKeyValueStore<String, V> store, String from, String to) {
        List<V> found = new ArrayList<>();
        try (KeyValueIterator<String, V> entries = store.range(from, to)) {
            entries.forEachRemaining(entry -> found.add(entry.value));
        }
        return found;
    }

    /** Deletes the keys of a station that lie before another of its keys. */
    public static void deleteBefore(KeyValueStore<String, ?> store, String station, String before) {
        delete(store, station, before, key -> key.compareTo(before) < 0);
    }

    /** Deletes all keys of a station. */
    public static void deleteAll(KeyValueStore<String, ?> store, String station) {
        delete(store, station, last(station), key -> true);
    }

    private static void delete(KeyValueStore<String, ?> store, String station, String to, Predicate<String> old) {
        keys(store.range(first(station), to), old).forEach(store::delete);
    }

    private static <V> List<String> keys(KeyValueIterator<String, V> entries, Predicate<String> wanted) {
        List<String> keys = new ArrayList<>();
        try (entries) {
            while (entries.hasNext()) {
                KeyValue<String, V> entry = entries.next();
                if (wanted.test(entry.key)) {
                    keys.add(entry.key);
                }
            }
        }
        return keys;
    }
}
