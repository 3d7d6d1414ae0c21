package org.skycast.inference;

import java.nio.file.Path;

/** The bundle in models/. */
final class Shipped {

    static final Path DIRECTORY = Path.of("..", "models", "skycast");

    private Shipped() {}
}
