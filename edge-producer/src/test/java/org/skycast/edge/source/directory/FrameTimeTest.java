package org.skycast.edge.source.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.edge.process.frame.CameraPictures;
import org.skycast.edge.source.directory.DirectoryFrames.TimeFrom;
import org.skycast.settings.SettingsException;

/** Times as cameras write them into pictures and names, in Oslo, where it is 15:35 in November at 14:35 UTC. */
class FrameTimeTest {

    private static final Instant AT = Instant.parse("2026-11-28T14:35:00Z");

    @TempDir
    Path folder;

    private Optional<Instant> at(TimeFrom time, @Nullable String pattern, String name, byte[] bytes)
            throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(AT.plusSeconds(40)));
        var config = new DirectoryFrames(folder, time, pattern, "Europe/Oslo", Optional.empty(), Optional.empty());
        return FrameTime.from(config).of(file);
    }

    private Optional<Instant> exif(byte[] picture) throws IOException {
        return at(TimeFrom.exif, null, "x.jpg", picture);
    }

    private Optional<Instant> named(String pattern, String name) throws IOException {
        return at(TimeFrom.name, pattern, name, new byte[] {1});
    }

    /** Fields by their first letters, set apart by commas. */
    private static Map<Integer, String> fields(String text) {
        Map<String, Integer> tags = Map.of(
                "original", ExifPictures.ORIGINAL,
                "digitized", ExifPictures.DIGITIZED,
                "datetime", ExifPictures.DATE_TIME,
                "offset", ExifPictures.OFFSET,
                "offsetOriginal", ExifPictures.OFFSET_ORIGINAL,
                "subsecond", ExifPictures.SUBSECOND_ORIGINAL);
        Map<Integer, String> fields = new TreeMap<>();
        for (String one : text.split(",", -1)) {
            String[] both = one.split("=", 2);
            fields.put(tags.get(both[0]), both[1]);
        }
        return fields;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "original=2026:11:28 15:35:00 | 2026-11-28T14:35:00Z",
                "original=2026:11:28 15:35:00,subsecond=25 | 2026-11-28T14:35:00.25Z",
                "original=2026:11:28 15:35:00,subsecond=1234567891 | 2026-11-28T14:35:00.123456789Z",
                "original=2026:11:28 15:35:00,subsecond=- | 2026-11-28T14:35:00Z",
                "original=2026:11:28 19:35:00,offsetOriginal=+05:00 | 2026-11-28T14:35:00Z",
                "original=2026:11:28 19:35:00,offsetOriginal=+0500 | 2026-11-28T14:35:00Z",
                "original=2026:11:28 14:35:00,offsetOriginal=Z | 2026-11-28T14:35:00Z",
                "original=2026:11:28 15:35:00,offsetOriginal=   :   | 2026-11-28T14:35:00Z",
                "original=2026:11:28 15:35:00,offset=+05:00 | 2026-11-28T14:35:00Z",
                "original=2026:11:28 19:35:00+05:00 | 2026-11-28T14:35:00Z",
                "digitized=2026:11:28 15:35:00 | 2026-11-28T14:35:00Z",
                "datetime=2026:11:28 15:35:00 | 2026-11-28T14:35:00Z",
                "datetime=2026:11:28 19:35:00,offset=+05:00 | 2026-11-28T14:35:00Z",
                "original=2026:11:28 15:35:00,datetime=2026:11:29 09:00:00 | 2026-11-28T14:35:00Z",
                "original=0000:00:00 00:00:00,datetime=2026:11:28 15:35:00 | 2026-11-28T14:35:00Z",
                "original=    :  :     :  :  ,digitized=2026:11:28 15:35:00 | 2026-11-28T14:35:00Z",
                "original=2026-11-28 15:35:00 | 2026-11-28T14:35:00Z",
                "original=2026-11-28T15:35:00 | 2026-11-28T14:35:00Z",
                "original=2026:11:28 15:35 | 2026-11-28T14:35:00Z",
                "original=2026:11:28 24:00:00 | 2026-11-28T23:00:00Z",
                "original=0000:00:00 00:00:00 | ",
                "original=    :  :     :  :   | ",
                "original=2026:11:28 | ",
                "original=2026 | ",
                "original=2026:02:30 12:00:00 | ",
                "original=2026:13:01 12:00:00 | ",
                "original=2026:11:28 25:00:00 | ",
                "original=1970:01:01 00:00:22 | ",
                "original=0001:01:01 00:00:00 | ",
                "original=9999:01:01 00:00:00 | 9998-12-31T23:00:00Z", // left out as one that is not yet
                "offset=+05:00 | ",
            })
    void timeInAPictureIsReadAsItIsWritten(String fields, @Nullable Instant expected) throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            assertThat(exif(ExifPictures.jpeg(fields(fields), order))).isEqualTo(Optional.ofNullable(expected));
        }
    }

    @Test
    void timeStandsInPicturesOfEitherKindAndBehindWhateverIsBeforeThem() throws IOException {
        Map<Integer, String> fields = fields("original=2026:11:28 15:35:00");
        var behind = new ByteArrayOutputStream();
        behind.writeBytes(new byte[] {'\r', '\n'});
        behind.writeBytes(ExifPictures.jpeg(fields));
        assertThat(exif(behind.toByteArray())).contains(AT);
        byte[] png = CameraPictures.picture("png", 32, 24);
        int header = 8 + 12 + 13;
        byte[] tiff = ExifPictures.tiff(fields, ByteOrder.BIG_ENDIAN);
        byte[] named = ByteBuffer.allocate(4 + tiff.length)
                .put("eXIf".getBytes(StandardCharsets.US_ASCII))
                .put(tiff)
                .array();
        var crc = new CRC32();
        crc.update(named);
        var whole = new ByteArrayOutputStream();
        whole.write(png, 0, header);
        whole.writeBytes(ByteBuffer.allocate(4).putInt(tiff.length).array());
        whole.writeBytes(named);
        whole.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        whole.write(png, header, png.length - header);
        assertThat(exif(whole.toByteArray())).contains(AT);
    }

    @Test
    void exifThatCannotBeReadTellsNoTime() throws IOException {
        byte[] tiff = ExifPictures.tiff(fields("original=2026:11:28 15:35:00"), ByteOrder.BIG_ENDIAN);
        byte[] swapped = tiff.clone();
        swapped[0] = 'I';
        swapped[1] = 'I';
        assertThat(exif(ExifPictures.jpeg(swapped))).isEmpty();
        for (int length = 0; length < tiff.length - 1; length++) {
            assertThat(exif(ExifPictures.jpeg(java.util.Arrays.copyOf(tiff, length))))
                    .isEmpty();
        }
        assertThat(exif(new byte[0])).isEmpty();
        assertThat(exif(CameraPictures.picture("jpeg", 32, 24))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "yyyyMMddHHmmss, 20261128153500.jpg",
                "yyyyMMddHHmmssSSS, 20261128153500000.jpg",
                "yyyyMMdd'T'HHmmssXX, 20261128T193500+0500.jpg",
                "yyyyMMdd'T'HHmmssX, 20261128T143500Z.jpg",
                "yyyy-MM-dd_HH.mm.ss, 2026-11-28_15.35.00.jpeg",
                "dd-MMM-yyyy HH-mm, 28-Nov-2026 15-35.png",
                "dd-MMM-yyyy HH-mm, 28-NOV-2026 15-35.png",
                "ddMMyy-hhmma, 281126-0335PM.jpg",
                "yyyy/MM/dd/HHmmss, 2026/11/28/153500.jpg",
                "yyyy-MM-dd/'001/jpg/'HH/mm/ss'[M][0@0][0]', 2026-11-28/001/jpg/15/35/00[M][0@0][0].jpg",
                "epoch, 1795876500.jpg",
                "epoch, cam-1_1795876500_0042.jpg",
                "epochMillis, 1795876500000.png",
            })
    void timeInANameIsReadByItsPatternWhateverLanguageTheComputerSpeaks(String pattern, String name)
            throws IOException {
        Locale before = Locale.getDefault();
        try {
            for (Locale locale : new Locale[] {Locale.ROOT, Locale.US, Locale.GERMANY, new Locale("nb", "NO")}) {
                Locale.setDefault(locale);
                assertThat(named(pattern, name)).contains(AT);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"epoch, 20261128153500.jpg", "epoch, x.jpg", "epochMillis, 1795876500.jpg", "yyyyMMdd, 20261128.jpg"})
    void nameOfAnotherPatternTellsNoTime(String pattern, String name) throws IOException {
        assertThat(named(pattern, name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yyyy'", "epochal", "bogus"})
    void patternThatIsNoneIsNamed(String pattern) {
        assertThatThrownBy(() -> named(pattern, "x.jpg"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("The pattern '%s' of frame names cannot be used".formatted(pattern));
    }
}
