package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.skycast.streams.metrics.NowcastMetrics;

/** Stores take no more memory together than is allowed for all of them. */
class StateMemoryTest {

    private static final long ALLOWED = 32L << 20;
    private static final int STORES = 6;
    private static final int VALUES = 12 << 10;

    static {
        RocksDB.loadLibrary();
    }

    @TempDir
    Path folder;

    private Options options() {
        // As Kafka Streams has them, before a setter changes them.
        var table = new BlockBasedTableConfig();
        table.setBlockCache(new LRUCache(50L << 20));
        Options options = new Options()
                .setCreateIfMissing(true)
                .setWriteBufferSize(16 << 20)
                .setTableFormatConfig(table);
        new StateMemory().setConfig("store", options, Map.of(StateMemory.CONFIG, ALLOWED));
        return options;
    }

    private static void fill(RocksDB store, Random random) throws RocksDBException {
        byte[] key = new byte[8];
        byte[] value = new byte[1 << 10];
        for (int i = 0; i < VALUES; i++) {
            random.nextBytes(key);
            random.nextBytes(value);
            store.put(key, value);
            store.get(key);
        }
    }

    private static long sum(List<RocksDB> stores, String property) throws RocksDBException {
        long sum = 0;
        for (RocksDB store : stores) {
            sum += store.getLongProperty(property);
        }
        return sum;
    }

    @Test
    void storesTakeNoMoreTogetherThanIsAllowed() throws RocksDBException {
        List<RocksDB> stores = new ArrayList<>();
        try {
            for (int i = 0; i < STORES; i++) {
                stores.add(RocksDB.open(options(), folder.resolve("" + i).toString()));
                fill(stores.get(i), new Random(i));
            }
            // Else what is written out and compacted behind them changes what they share between two readings.
            for (RocksDB store : stores) {
                store.pauseBackgroundWork();
            }
            // Each alone would keep all that it was given until it has 16 MB.
            assertThat(sum(stores, "rocksdb.cur-size-all-mem-tables")).isLessThan(ALLOWED * 3 / 4);
            for (RocksDB store : stores) {
                assertThat(store.getLongProperty("rocksdb.block-cache-capacity"))
                        .isEqualTo(ALLOWED);
                assertThat(store.getLongProperty("rocksdb.block-cache-usage"))
                        .isEqualTo(stores.get(0).getLongProperty("rocksdb.block-cache-usage"))
                        .isLessThan(ALLOWED + (4 << 20));
            }
        } finally {
            stores.forEach(RocksDB::close);
        }
    }

    @Test
    void aStageIsSetSo() {
        NowcastConfig config = NowcastConfig.read("stateMegabytes: 64", "of the test", Map.of());
        Properties settings = StreamsSettings.of(config, "", 1, new NowcastMetrics(new SimpleMeterRegistry()));
        assertThat(settings)
                .containsEntry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StateMemory.class)
                .containsEntry(StateMemory.CONFIG, 64L << 20);
    }
}
