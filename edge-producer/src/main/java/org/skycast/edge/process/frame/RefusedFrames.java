package org.skycast.edge.process.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.skycast.edge.source.FrameItem;
import org.skycast.edge.source.Sample;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.settings.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of the newest frames that were refused, each with a text beside it that says why, to be looked at. It never
 * leaves the station's computer, and a disk that is full costs these first: what cannot be kept is only logged.
 */
public final class RefusedFrames {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedFrames.class);
    private static final int FRAMES = 20;
    /** Of a larger one the beginning is kept, which tells what it is. */
    private static final int BYTES = 4 << 20;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;

    /** @param folder made when it is needed */
    public RefusedFrames(Path folder) {
        this.folder = folder;
    }

    /** Keeps a frame, and drops the oldest beyond twenty. */
    public void keep(Sample.Frame frame, Rejection rejection) {
        LOG.warn(
                "The frame {} of station {}, captured at {}, is left out: {} The newest {} of such frames are in {}.",
                named(frame),
                frame.stationId(),
                frame.at(),
                rejection.detail(),
                FRAMES,
                folder);
        String name = TIME.format(frame.at()) + "_" + frame.stationId();
        byte[] image = frame.image();
        try {
            PrivateFiles.makeDirectory(folder);
            try (var file = Files.newOutputStream(folder.resolve(name + ".image"))) {
                file.write(image, 0, Math.min(BYTES, image.length));
            }
            Files.writeString(folder.resolve(name + ".txt"), named(frame) + "\n" + rejection.detail() + "\n");
            dropOldest();
        } catch (IOException e) {
            LOG.warn("The refused frame {} cannot be kept in {} ({}).", named(frame), folder, e.getMessage());
        }
    }

    /** By its file; what a polled camera's place is told by says nothing to people. */
    private static String named(Sample.Frame frame) {
        return FrameItem.of(frame.item())
                .map(FrameItem::name)
                .orElse(frame.item().startsWith("{") ? "of a camera" : frame.item());
    }

    private void dropOldest() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> names =
                    files.sorted(Comparator.comparing(Path::getFileName)).toList();
            for (Path old : names.subList(0, Math.max(0, names.size() - 2 * FRAMES))) {
                Files.deleteIfExists(old);
            }
        }
    }
}
