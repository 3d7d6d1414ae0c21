package org.skycast.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.nio.file.Path;

/** What every process shows of itself: heap, collections, threads, processors, files and the disk that it writes to. */
public final class ProcessMeters implements AutoCloseable {

    private final JvmGcMetrics collections = new JvmGcMetrics();

    private ProcessMeters() {}

    /**
     * Shows them from now on.
     *
     * @param disk a directory on the disk of which the free bytes are shown
     */
    public static ProcessMeters shownIn(MeterRegistry meters, Path disk) {
        var shown = new ProcessMeters();
        shown.collections.bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new DiskSpaceMetrics(disk.toAbsolutePath().toFile()).bindTo(meters);
        return shown;
    }

    /** Lets go of what tells it of collections. */
    @Override
    public void close() {
        collections.close();
    }
}
