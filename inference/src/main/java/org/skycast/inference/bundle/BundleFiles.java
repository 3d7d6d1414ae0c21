package org.skycast.inference.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.skycast.inference.BundleException;
import org.skycast.nowcast.digest.Sha256;

/** The files of a bundle's directory, each with the digest that its manifest names. */
final class BundleFiles {

    private BundleFiles() {}

    /**
     * The bytes of each file by its name.
     *
     * @param digests sha256 by file name
     * @throws BundleException naming the first file that is missing or was changed
     */
    static Map<String, byte[]> checked(Path directory, Map<String, String> digests) {
        Map<String, byte[]> files = new TreeMap<>();
        digests.forEach((name, sha256) -> files.put(name, checked(directory, name, sha256)));
        return files;
    }

    private static byte[] checked(Path directory, String name, String sha256) {
        Path path = directory.resolve(name).normalize();
        if (!path.startsWith(directory.normalize()) || !Files.isRegularFile(path)) {
            throw new BundleException("The bundle at %s lacks its file %s.".formatted(directory, name));
        }
        byte[] bytes = read(path);
        String found = Sha256.of(bytes);
        if (!found.equals(sha256)) {
            throw new BundleException("The file %s has the sha256 %s, but the manifest says %s; copy the bundle again."
                    .formatted(path, found, sha256));
        }
        return bytes;
    }

    /** @throws BundleException if it cannot be read */
    static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new BundleException("The file %s cannot be read: %s.".formatted(path, e.getMessage()), e);
        }
    }
}
