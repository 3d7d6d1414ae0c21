package org.skycast.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.inference.BundleException;
import org.skycast.inference.golden.GoldenCases;

class BundleArchiveTest {

    @TempDir
    Path folder;

    private static Map<String, byte[]> files(Path directory) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> good() throws IOException {
        return new LinkedHashMap<>(
                Map.of("manifest.json", Files.readAllBytes(Shipped.DIRECTORY.resolve("manifest.json"))));
    }

    private void assertRefused(byte[] zip, String named) throws IOException {
        assertThatThrownBy(() -> BundleArchive.unpack(zip, folder.resolve("out")))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(named);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).isEmpty();
        }
    }

    @Test
    void bundleThatTravelsIsTheSame() throws Exception {
        Path out = folder.resolve("deep/out");
        BundleArchive.unpack(BundleArchive.pack(ModelBundle.load(Shipped.DIRECTORY)), out);
        assertThat(files(out)).hasSize(7).containsExactlyInAnyOrderEntriesOf(files(Shipped.DIRECTORY));
        assertThat(GoldenCases.proven(out).model())
                .isEqualTo(ModelBundle.load(Shipped.DIRECTORY).model());
        try (Stream<Path> all = Files.list(out.getParent())) {
            assertThat(all).containsExactly(out);
        }
    }

    @Test
    void sameFilesGiveTheSameBytesWhereverAndWheneverTheyArePacked() throws Exception {
        BundleCopy copy = BundleCopy.in(folder.resolve("copy"));
        byte[] first = BundleArchive.pack(ModelBundle.load(copy.directory()));
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            BundleCopy other = BundleCopy.in(folder.resolve("other"));
            assertThat(BundleArchive.pack(ModelBundle.load(other.directory()))).isEqualTo(first);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void whatNoBundleHoldsDoesNotTravel() throws Exception {
        BundleCopy copy = BundleCopy.in(folder.resolve("copy"));
        Files.writeString(copy.directory().resolve("notes.txt"), "mine");
        BundleArchive.unpack(BundleArchive.pack(ModelBundle.load(copy.directory())), folder.resolve("out"));
        assertThat(folder.resolve("out").resolve("notes.txt")).doesNotExist();
        copy.write("notes.txt", new byte[3]);
        Files.createDirectories(copy.directory().resolve("sub"));
        copy.write("sub/notes.txt", new byte[3]);
        assertThatThrownBy(() -> BundleArchive.pack(ModelBundle.load(copy.directory())))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("sub/notes.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/evil", "a/b", "a\\b", "..", ".hidden", "", "C:evil", "con\u0000fig"})
    void nameThatIsNotPlainIsRefused(String name) throws Exception {
        Map<String, byte[]> files = good();
        files.put(name, new byte[1]);
        assertRefused(zip(files), "is no plain file name");
        assertThat(folder.resolveSibling("evil")).doesNotExist();
    }

    @Test
    void bombIsRefusedBeforeItIsWritten() throws Exception {
        Map<String, byte[]> files = good();
        for (String name : List.of("MODEL_CARD.md", "config.toml", "report.json")) {
            files.put(name, new byte[(int) BundleArchive.MOST_BYTES / 3 + 1]);
        }
        byte[] bomb = zip(files);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertRefused(bomb, "unpacks to more than 67108864 bytes");
    }

    @Test
    void tooManyFilesAreRefused() throws Exception {
        Map<String, byte[]> files = good();
        for (int i = 0; i < BundleArchive.MOST_FILES; i++) {
            files.put("f" + i, new byte[0]);
        }
        assertRefused(zip(files), "more than 32 files");
    }

    @Test
    void fileThatTheManifestDoesNotNameIsRefused() throws Exception {
        Map<String, byte[]> files = good();
        files.put("run.sh", new byte[1]);
        assertRefused(zip(files), "holds 'run.sh', which its manifest does not name");
    }

    @Test
    void archiveWithoutAManifestIsRefused() throws Exception {
        assertRefused(zip(Map.of("config.toml", new byte[1])), "holds no manifest.json");
        assertRefused(new byte[0], "holds no manifest.json");
        assertRefused("no zip".getBytes(StandardCharsets.UTF_8), "holds no manifest.json");
        assertRefused(zip(Map.of("manifest.json", new byte[1])), "The archive's manifest.json does not fit");
    }

    /** Whatever was done to the bytes: one exception, or the files as they were. */
    @Test
    void changedBytesAreRefusedOrFoundByTheirDigest() throws Exception {
        byte[] zip = BundleArchive.pack(ModelBundle.load(Shipped.DIRECTORY));
        assertRefused(Arrays.copyOf(zip, zip.length / 2), "The archive is damaged");
        var random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            byte[] changed = zip.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            Path out = folder.resolve("out" + i);
            try {
                BundleArchive.unpack(changed, out);
                assertThat(ModelBundle.load(out).model().sha256())
                        .isEqualTo(ModelBundle.load(Shipped.DIRECTORY).model().sha256());
            } catch (BundleException e) {
                refused++;
                assertThat(out).doesNotExist();
            }
        }
        assertThat(refused).isGreaterThan(30);
    }

    @Test
    void quickerOneIsLeftAsItIs() throws Exception {
        byte[] zip = BundleArchive.pack(ModelBundle.load(Shipped.DIRECTORY));
        Path out = folder.resolve("out");
        Files.createDirectories(out);
        Files.writeString(out.resolve("first"), "here");
        BundleArchive.unpack(zip, out);
        assertThat(files(out)).containsOnlyKeys("first");
    }

    @Test
    void diskThatCannotTakeItIsNotTheZipsFault() throws Exception {
        byte[] zip = BundleArchive.pack(ModelBundle.load(Shipped.DIRECTORY));
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        assertThatThrownBy(() -> BundleArchive.unpack(zip, file.resolve("out")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be unpacked to");
    }
}
