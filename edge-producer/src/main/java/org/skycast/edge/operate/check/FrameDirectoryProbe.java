package org.skycast.edge.operate.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.skycast.edge.EdgeMetrics;
import org.skycast.edge.source.FrameDirectory;
import org.skycast.edge.source.FrameSettings;

/** A directory of frames: that it can be read, and that the frames' times can. */
public final class FrameDirectoryProbe implements Probe {

    private final String stationId;
    private final FrameSettings settings;
    private final InstantSource clock;

    public FrameDirectoryProbe(String stationId, FrameSettings settings, InstantSource clock) {
        this.stationId = stationId;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return FrameDirectory.nameOf(stationId, settings);
    }

    @Override
    public Finding look(Duration limit) throws IOException {
        var metrics = new EdgeMetrics();
        try (var directory = new FrameDirectory(stationId, settings, true, metrics, clock, item -> false)) {
            Optional<Instant> first = directory.next();
            long files;
            try (Stream<Path> all = Files.list(settings.directory())) {
                files = all.filter(Files::isRegularFile).count();
            }
            long unreadable = metrics.counts().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            String seen = "%s: %d files".formatted(settings.directory(), files);
            if (unreadable > 0) {
                return new Finding.Warn(
                        "%s; of %d the time cannot be told: check time, pattern and zone.".formatted(seen, unreadable));
            }
            return first.<Finding>map(at -> new Finding.Ok("%s, the first frame of %s.".formatted(seen, at)))
                    .orElseGet(() -> new Finding.Warn(seen + ", and no frame that is finished among them."));
        }
    }
}
