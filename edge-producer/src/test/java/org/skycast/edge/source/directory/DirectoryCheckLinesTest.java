package org.skycast.edge.source.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.process.frame.CameraPictures;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.directory.DirectoryFrames.TimeFrom;

/** What {@code edge check} says of folders of pictures, held to a file; {@code -Dpin=true} writes it anew. */
class DirectoryCheckLinesTest {

    private static final Path PINNED = Path.of("src/test/resources/check/directory.txt");
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final byte[] PICTURE = CameraPictures.picture("jpeg", 64, 48);

    @TempDir
    Path root;

    private final Map<String, String> lines = new LinkedHashMap<>();

    private void add(String what, TimeFrom time, @Nullable String pattern, Map<String, byte[]> files)
            throws IOException {
        Path folder = Files.createDirectories(root.resolve("frames-" + lines.size()));
        for (Map.Entry<String, byte[]> one : files.entrySet()) {
            Path file = folder.resolve(one.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, one.getValue());
            Files.setLastModifiedTime(
                    file, FileTime.from(NOW.minusSeconds(one.getKey().contains("older") ? 600 : 60)));
        }
        var frames = new DirectoryFrames(folder, time, pattern, "UTC", Optional.empty(), Optional.empty());
        SourceCheck check = new DirectoryCheck("a", frames, () -> NOW).check(Duration.ofSeconds(1));
        lines.put(what, check.getClass().getSimpleName() + ": " + check.says().replace(folder.toString(), "/frames"));
    }

    @Test
    void eachIsOneSentenceThatTells() throws IOException {
        byte[] exif = ExifPictures.jpeg(Map.of(ExifPictures.ORIGINAL, "2026:06:01 11:55:00"));
        add("pictures", TimeFrom.modified, null, Map.of("older.jpg", PICTURE, "x.jpg", PICTURE));
        add("nothing", TimeFrom.modified, null, Map.of());
        add("by name", TimeFrom.name, null, Map.of("20260601T115500Z.jpg", PICTURE));
        add("by another name", TimeFrom.name, null, Map.of("20260601-115500.jpg", PICTURE));
        add("by seconds since 1970", TimeFrom.name, "epoch", Map.of("cam_1780314900.jpg", PICTURE));
        add("by EXIF", TimeFrom.exif, null, Map.of("x.jpg", exif));
        add("without EXIF", TimeFrom.exif, null, Map.of("x.jpg", PICTURE));
        add("a folder a day", TimeFrom.name, "yyyy/MM/dd/HHmmss", Map.of("2026/06/01/115500.jpg", PICTURE));
        add("folders of other names", TimeFrom.modified, null, Map.of("a/x.jpg", PICTURE, "b/x.jpg", PICTURE));
        add("other kinds", TimeFrom.modified, null, Map.of("x.webp", new byte[1], "y.heic", new byte[1]));
        add("parts of uploads", TimeFrom.modified, null, Map.of("x.jpg.part", PICTURE, ".y.jpg", PICTURE));
        add("a year that is not yet", TimeFrom.name, "yyyyMMdd'T'HHmm", Map.of("99991231T2300.jpg", PICTURE));
        add("a clock ahead", TimeFrom.name, "yyyyMMdd'T'HHmm", Map.of("20260601T1500.jpg", PICTURE));
        add("an empty file", TimeFrom.modified, null, Map.of("x.jpg", new byte[0]));
        add("half a picture", TimeFrom.modified, null, Map.of("x.jpg", java.util.Arrays.copyOf(PICTURE, 300)));
        add(
                "a web page",
                TimeFrom.modified,
                null,
                Map.of("x.jpg", "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        add("more than is taken", TimeFrom.modified, null, Map.of("x.jpg", new byte[(32 << 20) + 1]));
        Path gone = root.resolve("gone");
        var frames = new DirectoryFrames(gone, TimeFrom.modified, null, "UTC", Optional.empty(), Optional.empty());
        SourceCheck check = new DirectoryCheck("a", frames, () -> NOW).check(Duration.ofSeconds(1));
        lines.put(
                "no folder",
                check.getClass().getSimpleName() + ": " + check.says().replace(gone.toString(), "/frames"));
        List<String> text = new ArrayList<>();
        lines.forEach((what, said) -> text.add(what + ": " + said));
        if (Boolean.getBoolean("pin")) {
            Files.createDirectories(PINNED.getParent());
            Files.write(PINNED, text);
        }
        assertThat(text).isEqualTo(Files.readAllLines(PINNED));
        assertThat(text).allMatch(line -> line.endsWith(".") && !line.contains("\n"));
    }
}
