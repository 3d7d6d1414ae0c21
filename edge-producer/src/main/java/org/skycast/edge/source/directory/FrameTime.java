package org.skycast.edge.source.directory;

import com.drew.metadata.exif.ExifSubIFDDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.skycast.edge.source.PossibleTime;
import org.skycast.edge.source.camera.PictureExif;
import org.skycast.settings.SettingsException;

/** When a frame was captured: from its name, from what the camera wrote into it, or from when it was written. */
interface FrameTime {

    /** The time of the frame, if it can be told and is {@linkplain PossibleTime possible}. */
    Optional<Instant> of(Path file);

    /** @throws SettingsException if the pattern or the zone cannot be used */
    static FrameTime from(DirectoryFrames config) {
        ZoneId zone = zone(config.zone());
        FrameTime told = switch (config.time()) {
            case name -> new ByName(formatter(config.pattern()), zone);
            case exif -> new ByExif(zone);
            case modified -> FrameTime::modified;
        };
        return file -> told.of(file).filter(PossibleTime::is);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new SettingsException(
                    "'%s' is no time zone; give one such as UTC or Europe/Oslo.".formatted(name), e);
        }
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

    /** From the name without its ending. */
    record ByName(DateTimeFormatter pattern, ZoneId zone) implements FrameTime {
        @Override
        public Optional<Instant> of(Path file) {
            String name = file.getFileName().toString();
            int dot = name.lastIndexOf('.');
            try {
                return Optional.of(LocalDateTime.parse(dot < 0 ? name : name.substring(0, dot), pattern)
                        .atZone(zone)
                        .toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    /** From DateTimeOriginal; a camera writes local time. */
    record ByExif(ZoneId zone) implements FrameTime {
        private static final int MOST_BYTES = 32 << 20;

        @Override
        public Optional<Instant> of(Path file) {
            try (InputStream bytes = Files.newInputStream(file)) {
                var exif =
                        PictureExif.of(bytes.readNBytes(MOST_BYTES)).getFirstDirectoryOfType(ExifSubIFDDirectory.class);
                Date date = exif == null ? null : exif.getDateOriginal(TimeZone.getTimeZone(zone));
                return Optional.ofNullable(date).map(Date::toInstant);
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
