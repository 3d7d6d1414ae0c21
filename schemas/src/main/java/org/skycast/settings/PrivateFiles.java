package org.skycast.settings;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Files that are nobody's business but their owner's and group's. Where a file system knows no such rights, as on Windows,
 * nothing is done and nothing is said.
 */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private PrivateFiles() {}

    /** Makes an empty file where there is none, and in any case takes from all others what rights they have to it. */
    public static void make(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // What is in it stays.
        }
        close(file);
    }

    /** Makes a directory where there is none, and in any case takes from all others what rights they have to it. */
    public static void makeDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        close(directory);
    }

    /** Takes from all others what rights they have to a file that may be there. */
    public static void close(Path file) throws IOException {
        Optional<Set<PosixFilePermission>> rights = rights(file);
        if (rights.isPresent() && rights.get().removeAll(OTHERS)) {
            Files.setPosixFilePermissions(file, rights.get());
        }
    }

    /** One sentence where all users of this computer may read a file that holds secrets. */
    public static Optional<String> warning(Path file) {
        try {
            return rights(file)
                    .filter(rights -> rights.contains(PosixFilePermission.OTHERS_READ))
                    .map(open ->
                            ("%s holds secrets, and every user of this computer may read it: chmod o-rwx it, or name"
                                            + " files that hold them.")
                                    .formatted(file));
        } catch (IOException e) {
            // Whoever reads it next says what is wrong with it.
            return Optional.empty();
        }
    }

    private static Optional<Set<PosixFilePermission>> rights(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view == null || !Files.exists(file)
                ? Optional.empty()
                : Optional.of(EnumSet.copyOf(view.readAttributes().permissions()));
    }
}
