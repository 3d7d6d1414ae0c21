package org.skycast.inference;

import java.util.Locale;
import java.util.Optional;

/** What it means that a native library cannot be loaded, in one sentence. */
public final class NativeLibraries {

    private NativeLibraries() {}

    /** The sentence, if that is what a failure comes of. */
    public static Optional<String> sentence(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (isOfLoading(cause)) {
                return Optional.of(sentenceOf(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static boolean isOfLoading(Throwable cause) {
        String name = cause.getClass().getSimpleName();
        return cause instanceof UnsatisfiedLinkError
                || name.contains("NativeLibrary")
                // The second time, Java says no more than that the first failed.
                || (cause instanceof NoClassDefFoundError
                        && String.valueOf(cause.getMessage()).startsWith("Could not initialize class"));
    }

    private static String sentenceOf(Throwable cause) {
        // Without the paths, which stand before the reason or behind it.
        String line = String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .split(", paths=", 2)[0];
        String reason = line.substring(line.lastIndexOf(": ") + 1).strip();
        return String.format(
                Locale.ROOT,
                "A native library cannot be loaded (%s); they are unpacked to %s, which must have room and let programs run (not be"
                        + " mounted noexec): name another folder by SKYCAST_JAVA_OPTS=-Djava.io.tmpdir=DIR.",
                reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason,
                folderOf(cause));
    }

    /** SQLite's may have a folder of its own. */
    private static String folderOf(Throwable cause) {
        String usual = System.getProperty("java.io.tmpdir", "/tmp");
        boolean isSqlite = (cause.getClass().getName() + cause.getMessage()).contains("org.sqlite");
        return isSqlite ? System.getProperty("org.sqlite.tmpdir", usual) : usual;
    }
}
