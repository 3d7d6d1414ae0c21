package org.skycast.inference.bundle;

import java.nio.file.Path;

/** The bundle in models/. */
public final class Shipped {

    public static final Path DIRECTORY = Path.of("..", "models", "skycast");

    private Shipped() {}
}
