package org.skycast.edge.operate;

import org.skycast.settings.BuildVersion;

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
                BuildVersion.running(),
                System.getProperty("java.version", "unknown"),
                System.getProperty("os.name", "unknown") + " " + System.getProperty("os.version", ""),
                System.getProperty("os.arch", "unknown"));
    }
}
