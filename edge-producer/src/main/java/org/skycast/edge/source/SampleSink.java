package org.skycast.edge.source;

import java.util.List;

/** Where a source gives what it has taken. */
@FunctionalInterface
public interface SampleSink {
    /**
     * Keeps what was taken. Only once this returns may the giver be told that it was taken: then it is on disk.
     *
     * @throws StorageException if it cannot be kept; nothing of it is
     */
    void take(List<Sample> taken);
}
