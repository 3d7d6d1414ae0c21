package org.skycast.edge.source.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JPEG and PNG files of a directory, and of the folders in it that cameras make by date, whatever is in these. Other
 * folders may hold what is none of a camera's, and are left aside.
 *
 * @param files in no order
 * @param leftAside names of folders that hold such files and are not looked into
 */
record FrameFiles(List<FrameFile> files, Set<String> leftAside) {

    private static final int DEEPEST = 8;

    /** Such as 2026, 2026-11-28, 20261128, 28.11.2026, 28-Nov-2026, 001 or 14h. */
    private static final Pattern BY_DATE =
            Pattern.compile("(?i)(?=.*\\d)(\\d|[-_. ]|[hd]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)+");

    /** What file servers and viewers make for themselves. */
    private static final Pattern ALIEN = Pattern.compile("(?i)[.@#$].*|thumb(nail)?s?|lost\\+found");

    /** @throws UncheckedIOException if the directory cannot be read */
    static FrameFiles in(String stationId, DirectoryFrames config) {
        List<FrameFile> files = new ArrayList<>();
        Set<String> leftAside = new TreeSet<>();
        try {
            // A link to the directory is followed, those in it to folders are not.
            Path root = config.directory().toRealPath();
            Files.walkFileTree(root, Set.of(), DEEPEST, new Looking(root, config.directory(), files, leftAside));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The directory %s of station %s cannot be read; check that it is there and may be read."
                            .formatted(config.directory(), stationId),
                    e);
        }
        return new FrameFiles(files, leftAside);
    }

    private static boolean isImage(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png"));
    }

    private static boolean holdsImages(Path folder) {
        try (var there = Files.list(folder)) {
            return there.anyMatch(FrameFiles::isImage);
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** One look. */
    private static final class Looking extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Path named;
        private final List<FrameFile> files;
        private final Set<String> leftAside;

        Looking(Path root, Path named, List<FrameFile> files, Set<String> leftAside) {
            this.root = root;
            this.named = named;
            this.files = files;
            this.leftAside = leftAside;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            if (folder.equals(root)) {
                return FileVisitResult.CONTINUE;
            }
            boolean below = !root.equals(folder.getParent());
            if (ALIEN.matcher(name).matches()) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (below || BY_DATE.matcher(name).matches()) {
                return FileVisitResult.CONTINUE;
            }
            if (holdsImages(folder)) {
                leftAside.add(name);
            }
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (isImage(file)) {
                add(file, attributes);
            }
            return FileVisitResult.CONTINUE;
        }

        private void add(Path file, BasicFileAttributes attributes) throws IOException {
            Path shown = named.resolve(root.relativize(file));
            if (attributes.isRegularFile()) {
                files.add(FrameFile.of(named, shown, attributes));
            } else if (attributes.isSymbolicLink()) {
                try {
                    BasicFileAttributes aim = Files.readAttributes(file, BasicFileAttributes.class);
                    if (aim.isRegularFile()) {
                        files.add(FrameFile.of(named, shown, aim));
                    }
                } catch (IOException e) {
                    // A link to nothing, yet.
                }
            }
        }

        /** A file that has gone, or a folder that may not be read, costs itself. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(root)) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            if (e != null && folder.equals(root)) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
