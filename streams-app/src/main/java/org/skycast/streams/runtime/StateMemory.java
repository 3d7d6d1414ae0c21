package org.skycast.streams.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory that RocksDB takes beside the heap, for all stores of a process together: what is read, its indices and
 * what is not yet written out share one cache, as Kafka Streams' documentation has it. Without it each store takes up to
 * 98 MB for itself, and a partition has eighteen.
 */
public final class StateMemory implements RocksDBConfigSetter {

    /** The key under which a stage's settings say how many bytes that is. */
    static final String CONFIG = "skycast.state.memory.bytes";

    /** Of the whole, what waits to be written out; the rest is left for what is read. */
    private static final int BUFFERS_ARE_ONE_IN = 2;

    /** Each store's own begin as small as this, for most hold little: 216 of them are 14 MB. */
    private static final long SMALLEST_BUFFER = 64 << 10;

    /** By bytes: one, unless one process runs stages with different settings, as tests do. They live as long as it. */
    private static final Map<Long, Shared> BY_BYTES = new ConcurrentHashMap<>();

    private record Shared(Cache cache, WriteBufferManager buffers) {

        static Shared of(long bytes) {
            RocksDB.loadLibrary();
            var cache = new LRUCache(bytes);
            return new Shared(cache, new WriteBufferManager(bytes / BUFFERS_ARE_ONE_IN, cache));
        }
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> settings) {
        Shared shared = BY_BYTES.computeIfAbsent((Long) settings.get(CONFIG), Shared::of);
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(shared.cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(shared.buffers());
        options.setArenaBlockSize(SMALLEST_BUFFER);
    }

    /** What was set for one store is shared with others, and stays. */
    @Override
    public void close(String store, Options options) {}
}
