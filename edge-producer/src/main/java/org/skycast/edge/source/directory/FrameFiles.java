package org.skycast.edge.source.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JPEG and PNG files of a directory, and of the folders in it that cameras make by date, whatever is in these. Other
 * folders may hold what is none of a camera's, and are not looked into.
 *
 * @param files in no order
 * @param passedOver the folders that are not looked into
 * @param otherKinds how many files there are by their endings, of those that are pictures of other kinds
 * @param unreadable names of what cannot be looked into, from the directory on
 */
record FrameFiles(
        List<FrameFile> files, Set<Path> passedOver, Map<String, Integer> otherKinds, Set<String> unreadable) {

    private static final int DEEPEST = 8;

    /** Such as 2026, 2026-11-28, 20261128, 28.11.2026, 28-Nov-2026, 001 or 14h. */
    private static final Pattern BY_DATE =
            Pattern.compile("(?i)(?=.*\\d)(\\d|[-_. ]|[hd]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)+");

    /** What file servers and viewers make for themselves. */
    private static final Pattern ALIEN = Pattern.compile("(?i)[.@#$].*|thumb(nail)?s?|lost\\+found");

    private static final Set<String> KINDS = Set.of("jpg", "jpeg", "jpe", "jfif", "png");

    /** What cameras and people keep pictures as, too. */
    private static final Set<String> OTHER_KINDS =
            Set.of("webp", "heic", "heif", "avif", "gif", "bmp", "tif", "tiff", "mjpg", "mjpeg", "mp4", "avi");

    /** @throws UncheckedIOException if the directory cannot be read */
    static FrameFiles in(String stationId, DirectoryFrames config) {
        var found = new FrameFiles(new ArrayList<>(), new TreeSet<>(), new TreeMap<>(), new TreeSet<>());
        try {
            // A link to the directory is followed, those in it to folders are not.
            Path root = config.directory().toRealPath();
            Files.walkFileTree(root, Set.of(), DEEPEST, new Looking(root, config.directory(), found));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The directory %s of station %s cannot be read; check that it is there and may be read."
                            .formatted(config.directory(), stationId),
                    e);
        }
        return found;
    }

    /** Names of folders that hold such files and are not looked into. */
    Set<String> leftAside() {
        return passedOver.stream()
                .filter(FrameFiles::holdsImages)
                .map(folder -> String.valueOf(folder.getFileName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isImage(Path file) {
        return KINDS.contains(ending(file));
    }

    /** In lower case; none of a file that is hidden. */
    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.startsWith(".") ? "" : name.substring(name.lastIndexOf('.') + 1);
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
        private final FrameFiles found;

        Looking(Path root, Path named, FrameFiles found) {
            this.root = root;
            this.named = named;
            this.found = found;
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
            found.passedOver.add(folder);
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (isImage(file)) {
                add(file, attributes);
            } else if (OTHER_KINDS.contains(ending(file))) {
                found.otherKinds.merge("." + ending(file), 1, Integer::sum);
            }
            return FileVisitResult.CONTINUE;
        }

        private void add(Path file, BasicFileAttributes attributes) throws IOException {
            Path shown = named.resolve(root.relativize(file));
            if (attributes.isRegularFile()) {
                found.files.add(FrameFile.of(named, shown, attributes));
            } else if (attributes.isSymbolicLink()) {
                try {
                    BasicFileAttributes aim = Files.readAttributes(file, BasicFileAttributes.class);
                    if (aim.isRegularFile()) {
                        found.files.add(FrameFile.of(named, shown, aim));
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
            if (!(e instanceof NoSuchFileException)) {
                found.unreadable.add(root.relativize(file).toString().replace('\\', '/'));
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
