package org.skycast.edge.source.directory;

import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.StringValue;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.LocalTimes;
import org.skycast.edge.source.camera.Picture;
import org.skycast.edge.source.camera.PictureExif;

/**
 * The time that a camera wrote into a picture (Exif 3.0, 4.6.5): DateTimeOriginal, or else DateTimeDigitized or DateTime, which is
 * all that some write. It is local, some cameras give its offset.
 */
record ExifTime(LocalTimes zone) implements FrameTime {

    /** A day alone is no time, and neither is one of zeros or blanks, as cameras write that do not know it. */
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4})[:./-](\\d{2})[:./-](\\d{2})[ T](\\d{2}):(\\d{2})(?::(\\d{2}))?(Z|[+-]\\d{2}:?\\d{2})?");

    private static final int MOST_DIGITS = 9;

    /** Where a time may stand, with its offset and the digits behind its seconds; the first that holds one counts. */
    private enum Place {
        ORIGINAL(
                ExifDirectoryBase.TAG_DATETIME_ORIGINAL,
                ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL,
                ExifDirectoryBase.TAG_SUBSECOND_TIME_ORIGINAL),
        DIGITIZED(
                ExifDirectoryBase.TAG_DATETIME_DIGITIZED,
                ExifDirectoryBase.TAG_TIME_ZONE_DIGITIZED,
                ExifDirectoryBase.TAG_SUBSECOND_TIME_DIGITIZED),
        CHANGED(ExifDirectoryBase.TAG_DATETIME, ExifDirectoryBase.TAG_TIME_ZONE, ExifDirectoryBase.TAG_SUBSECOND_TIME);

        private final int time;
        private final int offset;
        private final int fraction;

        Place(int time, int offset, int fraction) {
            this.time = time;
            this.offset = offset;
            this.fraction = fraction;
        }
    }

    @Override
    public Optional<Instant> of(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(Picture.MOST_BYTES);
        }
        Metadata exif = PictureExif.of(Picture.in(bytes).orElse(bytes));
        Instant written = Files.getLastModifiedTime(file).toInstant();
        return Arrays.stream(Place.values())
                .flatMap(place -> at(exif, place, written).stream())
                .findFirst();
    }

    private Optional<Instant> at(Metadata exif, Place place, Instant written) {
        Matcher parts = TIME.matcher(text(exif, place.time));
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = local(parts).plusNanos(nanos(text(exif, place.fraction)));
            Optional<ZoneOffset> offset = offset(parts.group(7)).or(() -> offset(text(exif, place.offset)));
            return Optional.of(offset.map(local::toInstant).orElseGet(() -> zone.nearest(local, written)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDateTime local(Matcher parts) {
        LocalDate day = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
        int second = parts.group(6) == null ? 0 : number(parts, 6);
        boolean endOfDay = number(parts, 4) == 24 && number(parts, 5) == 0 && second == 0;
        return endOfDay
                ? day.plusDays(1).atStartOfDay()
                : day.atTime(LocalTime.of(number(parts, 4), number(parts, 5), second));
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private static int nanos(String fraction) {
        return fraction.matches("\\d{1,%d}\\d*".formatted(MOST_DIGITS))
                ? Integer.parseInt((fraction + "0".repeat(MOST_DIGITS)).substring(0, MOST_DIGITS))
                : 0;
    }

    private static Optional<ZoneOffset> offset(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? Optional.empty() : Optional.of(ZoneOffset.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Of EXIF, {@code DateTime} stands in the first directory, all else in the second. */
    private static String text(Metadata exif, int tag) {
        Class<? extends Directory> where =
                tag == ExifDirectoryBase.TAG_DATETIME ? ExifIFD0Directory.class : ExifSubIFDDirectory.class;
        Directory directory = exif.getFirstDirectoryOfType(where);
        Object value = directory == null ? null : directory.getObject(tag);
        return value instanceof StringValue || value instanceof String
                ? value.toString().replace('\0', ' ').strip()
                : "";
    }
}
