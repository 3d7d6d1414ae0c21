package org.skycast.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Which version of Skycast runs, as the build wrote it down. */
public final class BuildVersion {

    private static final String RUNNING = read(BuildVersion.class.getResourceAsStream("version.properties"));

    private BuildVersion() {}

    /** Such as 0.1.0; {@code development} where the classes were compiled without the build. */
    public static String running() {
        return RUNNING;
    }

    /** The version that {@code written} tells; of one that was left out {@code unknown}. */
    static String read(@Nullable InputStream written) {
        if (written == null) {
            return "unknown";
        }
        var properties = new Properties();
        try (written) {
            properties.load(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("version", "unknown");
        // The build puts the version in the placeholder's place; a compiler alone leaves it.
        return version.startsWith("${") ? "development" : version;
    }
}
