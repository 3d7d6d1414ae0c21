package org.skycast.benchmarks.flink;

import java.nio.file.Path;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;
import org.skycast.inference.bundle.ModelBundle;

/** Embeds frames where they are read. */
final class FrameFunction extends RichMapFunction<LogRecord, LogRecord> {

    private static final long serialVersionUID = 1L;

    private final JobSettings settings;
    private transient @Nullable FrameEyes eyes;

    FrameFunction(JobSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        eyes = new FrameEyes(ModelBundle.load(Path.of(settings.bundle())), settings.serdes());
    }

    @Override
    public LogRecord map(LogRecord record) {
        if (eyes == null) {
            throw new IllegalStateException("open was not called");
        }
        return eyes.see(record);
    }

    @Override
    public void close() {
        if (eyes != null) {
            eyes.close();
        }
    }
}
