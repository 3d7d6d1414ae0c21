package org.skycast.edge.source.directory;

import com.drew.metadata.exif.ExifSubIFDDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.skycast.edge.source.LocalTimes;
import org.skycast.edge.source.PossibleTime;
import org.skycast.edge.source.camera.PictureExif;
import org.skycast.settings.SettingsException;

/**
 * When a frame was captured: from its name, from what the camera wrote into it, or from when it was written. Of a local time
 * that comes twice it is the one that is nearer to when the file was written.
 */
interface FrameTime {

    /** The time of the frame, if it can be told and is {@linkplain PossibleTime possible}. */
    Optional<Instant> of(Path file);

    /** @throws SettingsException if the pattern or the zone cannot be used */
    static FrameTime from(DirectoryFrames config) {
        LocalTimes zone = LocalTimes.of(config.zone());
        FrameTime told = switch (config.time()) {
            case name -> new ByName(formatter(config.pattern()), zone, folders(config.pattern()));
            case exif -> new ByExif(zone);
            case modified -> FrameTime::modified;
        };
        return file -> told.of(file).filter(PossibleTime::is);
    }

    /** How many names of a path a pattern speaks of, the file's included. */
    private static int folders(String pattern) {
        return 1 + (int) pattern.chars().filter(c -> c == '/').count();
    }

    private static DateTimeFormatter formatter(String pattern) {
        try {
            return DateTimeFormatter.ofPattern(pattern);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    "The pattern '%s' of frame names cannot be used: %s.".formatted(pattern, e.getMessage()), e);
        }
    }

    private static Optional<Instant> modified(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * From the name without its ending.
     *
     * @param names how many of the path's last the pattern is of: one, and one more for each slash in it
     */
    record ByName(DateTimeFormatter pattern, LocalTimes zone, int names) implements FrameTime {
        @Override
        public Optional<Instant> of(Path file) {
            String name = file.subpath(Math.max(0, file.getNameCount() - names), file.getNameCount())
                    .toString()
                    .replace('\\', '/');
            int dot = name.lastIndexOf('.');
            try {
                LocalDateTime local = LocalDateTime.parse(dot < 0 ? name : name.substring(0, dot), pattern);
                return modified(file).map(written -> zone.nearest(local, written));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    /** From DateTimeOriginal; a camera writes local time, some of them with its offset. */
    record ByExif(LocalTimes zone) implements FrameTime {
        private static final int MOST_BYTES = 32 << 20;

        @Override
        public Optional<Instant> of(Path file) {
            try (InputStream bytes = Files.newInputStream(file)) {
                var exif =
                        PictureExif.of(bytes.readNBytes(MOST_BYTES)).getFirstDirectoryOfType(ExifSubIFDDirectory.class);
                Date there = exif == null ? null : exif.getDateOriginal(TimeZone.getTimeZone(zone.zone()));
                Date universal = exif == null ? null : exif.getDateOriginal(TimeZone.getTimeZone("UTC"));
                if (there == null || universal == null || there.equals(universal)) {
                    return Optional.ofNullable(there).map(Date::toInstant);
                }
                LocalDateTime local = LocalDateTime.ofInstant(universal.toInstant(), ZoneOffset.UTC);
                return modified(file).map(written -> zone.nearest(local, written));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
