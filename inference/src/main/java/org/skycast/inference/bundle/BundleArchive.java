package org.skycast.inference.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.skycast.inference.BundleException;

/**
 * A bundle as one zip, to travel. An archive comes from a topic, so it is not trusted: it may name only plain files that
 * its own manifest knows, and what it unpacks to is counted while it is unpacked.
 */
public final class BundleArchive {

    /** How many files are unpacked at most; a bundle has eight. */
    public static final int MOST_FILES = 32;

    /** How many bytes are unpacked at most; an int8 student and a forecaster have two million. */
    public static final long MOST_BYTES = 64L << 20;

    /** What a bundle may hold beside its manifest and the files that the manifest names. */
    private static final Set<String> BESIDE =
            Set.of("MODEL_CARD.md", BundleSignature.FILE, "config.toml", "report.json");

    /** No separators, no parent, no hidden file, on any file system. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /**
     * Any time does that a zip can say as local time alone: for the oldest, the start of 1980, the JDK writes another with a
     * zone beside it.
     */
    private static final LocalDateTime WRITTEN = LocalDateTime.of(2000, 1, 1, 0, 0);

    private BundleArchive() {}

    /**
     * The bundle as a zip. The same files give the same bytes.
     *
     * @throws BundleException if a file cannot be read, has no plain name, or there is too much
     */
    public static byte[] pack(ModelBundle bundle) {
        Map<String, byte[]> files = new TreeMap<>(bundle.files());
        files.put(ModelBundle.MANIFEST, bundle.manifestBytes());
        try {
            for (String name : BESIDE) {
                Path path = bundle.directory().resolve(name);
                if (Files.isRegularFile(path)) {
                    files.put(name, Files.readAllBytes(path));
                }
            }
            return zip(bundle, files);
        } catch (IOException e) {
            throw new BundleException(
                    "The bundle at %s cannot be packed: %s.".formatted(bundle.directory(), e.getMessage()), e);
        }
    }

    private static byte[] zip(ModelBundle bundle, Map<String, byte[]> files) throws IOException {
        long bytes = 0;
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                if (!PLAIN.matcher(file.getKey()).matches()) {
                    throw new BundleException("The bundle at %s names the file '%s', but only plain file names travel."
                            .formatted(bundle.directory(), file.getKey()));
                }
                bytes += file.getValue().length;
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(WRITTEN);
                out.putNextEntry(entry);
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        if (files.size() > MOST_FILES || bytes > MOST_BYTES) {
            throw new BundleException("The bundle at %s has %d files of %d bytes, but at most %d of %d bytes travel."
                    .formatted(bundle.directory(), files.size(), bytes, MOST_FILES, MOST_BYTES));
        }
        return zip.toByteArray();
    }

    /**
     * Unpacks a zip into the new directory {@code target}, which is there either whole or not at all. A directory that is
     * there already, since another was quicker, is left as it is.
     *
     * @throws BundleException if the zip is broken or holds what it may not
     * @throws UncheckedIOException if the disk cannot take it, which is not the zip's fault
     */
    public static void unpack(byte[] zip, Path target) {
        Map<String, byte[]> files = files(zip);
        checkNames(files);
        try {
            Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
            Path unpacking = Files.createTempDirectory(parent, ".unpacking-");
            try {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    Files.write(unpacking.resolve(file.getKey()), file.getValue(), StandardOpenOption.CREATE_NEW);
                }
                moveInto(unpacking, target);
            } finally {
                delete(unpacking);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The bundle cannot be unpacked to %s: %s.".formatted(target, e.getMessage()), e);
        }
    }

    private static void moveInto(Path unpacked, Path target) throws IOException {
        try {
            Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    /** What the zip holds, counted as it is unpacked. */
    private static Map<String, byte[]> files(byte[] zip) {
        Map<String, byte[]> files = new TreeMap<>();
        long left = MOST_BYTES;
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String name = entry.getName();
                if (!PLAIN.matcher(name).matches()) {
                    throw new BundleException("The archive holds '%s', which is no plain file name.".formatted(name));
                }
                if (files.size() == MOST_FILES) {
                    throw new BundleException("The archive holds more than %d files.".formatted(MOST_FILES));
                }
                byte[] bytes = in.readNBytes((int) left + 1);
                left -= bytes.length;
                if (left < 0) {
                    throw new BundleException("The archive unpacks to more than %d bytes.".formatted(MOST_BYTES));
                }
                if (files.put(name, bytes) != null) {
                    throw new BundleException("The archive holds '%s' twice.".formatted(name));
                }
            }
            return files;
        } catch (IOException | IllegalArgumentException e) {
            throw new BundleException("The archive is damaged: %s.".formatted(e.getMessage()), e);
        }
    }

    private static void checkNames(Map<String, byte[]> files) {
        byte[] json = files.get(ModelBundle.MANIFEST);
        if (json == null) {
            throw new BundleException("The archive holds no %s.".formatted(ModelBundle.MANIFEST));
        }
        Manifest manifest = Manifest.parse(
                new String(json, StandardCharsets.UTF_8), "The archive's %s".formatted(ModelBundle.MANIFEST));
        for (String name : files.keySet()) {
            if (!name.equals(ModelBundle.MANIFEST)
                    && !BESIDE.contains(name)
                    && !manifest.files().containsKey(name)) {
                throw new BundleException("The archive holds '%s', which its manifest does not name.".formatted(name));
            }
        }
    }

    /**
     * Deletes a directory of files, if it is there.
     *
     * @throws IOException if a file cannot be deleted
     */
    public static void delete(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
