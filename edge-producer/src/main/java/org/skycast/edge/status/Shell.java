package org.skycast.edge.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks another program. */
@FunctionalInterface
interface Shell {

    /** What it printed; empty if it is not there, fails or takes longer than {@code limit}. */
    Optional<String> ask(Duration limit, List<String> command);

    /** Programs on the path. */
    static Shell path() {
        return Shell::run;
    }

    private static Optional<String> run(Duration limit, List<String> command) {
        Path printed = null;
        try {
            // A file, not a pipe: one that hangs with its output open would hold up who reads it.
            printed = Files.createTempFile("skycast", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(printed.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0
                    ? Optional.of(Files.readString(printed, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            delete(printed);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It lies in the folder of temporary files.
        }
    }
}
