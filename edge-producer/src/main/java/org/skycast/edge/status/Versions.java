package org.skycast.edge.status;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * What runs.
 *
 * @param skycast of this program
 * @param java of the runtime
 * @param os name and version
 * @param architecture of the processor, such as {@code aarch64}
 */
public record Versions(String skycast, String java, String os, String architecture) {

    /** Of this process. */
    public static Versions running() {
        return new Versions(
                skycastVersion(),
                System.getProperty("java.version", "unknown"),
                System.getProperty("os.name", "unknown") + " " + System.getProperty("os.version", ""),
                System.getProperty("os.arch", "unknown"));
    }

    private static String skycastVersion() {
        var properties = new Properties();
        try (InputStream written = Versions.class.getResourceAsStream("edge.properties")) {
            properties.load(written);
        } catch (IOException e) {
            throw new IllegalStateException("The build left its version out.", e);
        }
        return properties.getProperty("version", "unknown");
    }
}
